using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Qingyang.Investment.Tests;

/// <summary>The source of the business and of the host, for what cannot be told by types.</summary>
public static partial class Sources
{
    private static readonly Lazy<IReadOnlyDictionary<string, SyntaxNode>> Read = new(() => Files("*.cs").ToDictionary(x => x, x => CSharpSyntaxTree.ParseText(Text(x)).GetRoot()));

    /// <summary>Parsed files by their path under <c>src</c>.</summary>
    public static IReadOnlyDictionary<string, SyntaxNode> Code => Read.Value;

    public static IReadOnlyList<string> Files(string pattern) => [.. Directory.EnumerateFiles(Root(), pattern, SearchOption.AllDirectories)
        .Select(x => Path.GetRelativePath(Root(), x).Replace('\\', '/')).Where(x => !Built().IsMatch(x)).Order(StringComparer.Ordinal)];

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root(), file));

    /// <summary>A page without its comments.</summary>
    public static string Page(string file) => Comments().Replace(Text(file), "");

    public static bool IsChinese(string text) => text.Any(c => c is >= '\u4e00' and <= '\u9fff');

    /// <summary>The literals of a file in which Chinese stands, also those with holes.</summary>
    public static IEnumerable<SyntaxNode> ChineseLiterals(SyntaxNode file) => file.DescendantNodes()
        .Where(x => x is InterpolatedStringExpressionSyntax || (x is LiteralExpressionSyntax && !x.Ancestors().OfType<InterpolatedStringExpressionSyntax>().Any()))
        .Where(x => IsChinese(x.ToString()));

    /// <summary>What is said: the key, where it stands in the code, and how many values go with it.</summary>
    public static IEnumerable<(string File, string Key, int Values)> Said() => Code.SelectMany(file => file.Value.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(x => x.Expression.ToString() == "Say.Of" && x.ArgumentList.Arguments[0].Expression is LiteralExpressionSyntax)
        .Select(x => (file.Key, ((LiteralExpressionSyntax)x.ArgumentList.Arguments[0].Expression).Token.ValueText, x.ArgumentList.Arguments.Count - 1)));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src"));

    [GeneratedRegex("(^|/)(bin|obj|node_modules|Qingyang.Investment.Verifier)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Built();

    [GeneratedRegex(@"@\*.*?\*@|^\s*//[^\n]*|\s//\s[^\n]*", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comments();
}
