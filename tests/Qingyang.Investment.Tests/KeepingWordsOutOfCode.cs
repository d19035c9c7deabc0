using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Qingyang.Investment.Tests;

/// <summary>No sentence for people stands in code: they are in resource files, so that they can be read in another language.</summary>
public sealed class KeepingWordsOutOfCode
{
    /// <summary>Files in which Chinese stands, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Qingyang.Investment/Platform/EmbeddedPostgres/"] = "told on the console, before anybody could have chosen a language",
        ["Qingyang.Investment/Enterprises/EnterpriseName.cs"] = "reads what people write: forms of companies",
        ["Qingyang.Investment/Enterprises/SearchText.cs"] = "reads what people write: forms of companies",
        ["Qingyang.Investment/Enterprises/PinyinInitials.cs"] = "characters and their initials",
        ["Qingyang.Investment/Lists/ListWords.cs"] = "the API's document",
        ["Qingyang.Investment/Ledgers/Drafts/DraftWords.cs"] = "the API's document",
        ["Qingyang.Investment/Platform/Documented.cs"] = "the API's document",
        ["Qingyang.Investment/Funnel/FunnelQuestion.cs"] = "the key of a group, as it stands in addresses and answers",
        ["Qingyang.Investment/Funnel/FunnelWorkbook.cs"] = "a file that is exported",
        ["Qingyang.Investment/Lists/ListWorkbook.cs"] = "a file that is exported",
        ["Qingyang.Investment/Audit/Evidence/EvidenceSheets.cs"] = "a file that is exported",
        ["Qingyang.Investment/Audit/Evidence/EvidencePage.cs"] = "a file that is exported",
        ["Qingyang.Investment/Ledgers/Reading/LedgerFormat.cs"] = "sheets and columns as they stand in the file",
        ["Qingyang.Investment/Ledgers/Reading/LedgerCells.cs"] = "reads what people write: units and dates",
        ["Qingyang.Investment/Ledgers/Reading/RejectionsWorkbook.cs"] = "a file that is exported",
        ["Qingyang.Investment/People/FirstAccounts.cs"] = "names of accounts",
        ["Qingyang.Investment/Webhooks/WebhookPings.cs"] = "a message to others, as all that they get",
        ["Qingyang.Investment.Web/Hosting/ApiDocument.cs"] = "the API's document",
        ["Qingyang.Investment.Web/Hosting/ApiPage.cs"] = "the API's document",
        ["Qingyang.Investment.Web/Hosting/ProblemAnswers.cs"] = "the API's document",
        ["Qingyang.Investment.Web/Hosting/Database.cs"] = "told on the console",
        ["Qingyang.Investment.Web/Hosting/HostTurn.cs"] = "told on the console",
        ["Qingyang.Investment.Web/Hosting/Loopback.cs"] = "told on the console",
        ["Qingyang.Investment.Web/CommandLine/"] = "the command line",
        ["Qingyang.Investment.Web/Program.cs"] = "the command line",
        ["Qingyang.Investment.Web/Pages/People/MePage.razor"] = "what the other language is called in it",
        ["Qingyang.Investment.Web/Pages/Entrance/SignInPage.razor"] = "what the other language is called in it",
    };

    /// <summary>What the API's document tells of an endpoint stands where the endpoint is.</summary>
    private static readonly string[] Documenting = ["Tells", "Means", "Answers", "Takes", "NeedsAKey"], Documented = ["Example", "Tag", "IdWords"];

    [Fact]
    public void Has_no_Chinese_in_code() => Found().Where(x => Exceptions.Keys.All(file => !x.StartsWith(file, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void Has_no_Chinese_in_pages() => Sources.Files("*.razor").Where(x => !Exceptions.ContainsKey(x) && Sources.IsChinese(Sources.Page(x))).ShouldBeEmpty();

    [Fact]
    public void Has_no_sentence_with_a_validator() => Sources.Code.Values.SelectMany(x => x.DescendantNodes().OfType<InvocationExpressionSyntax>())
        .Where(x => x.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "WithMessage" }).Select(x => x.ArgumentList.ToString()).ToList()
        .ShouldSatisfyAllConditions(x => x.Count.ShouldBeGreaterThan(30), x => x.ShouldAllBe(words => words.StartsWith("(_ => Say.Of(\"", StringComparison.Ordinal)));

    [Fact]
    public void Needs_every_exception()
    {
        var files = Found().Concat(Sources.Files("*.razor").Where(x => Sources.IsChinese(Sources.Page(x)))).ToList();

        Exceptions.Keys.Where(file => !files.Any(x => x.StartsWith(file, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    /// <summary>Chinese literals that are neither names of values, nor the titles of commands, nor the API's document.</summary>
    private static List<string> Found() => [.. Sources.Code
        .SelectMany(file => Sources.ChineseLiterals(file.Value).Where(x => !x.Ancestors().Any(IsNoSentence)).Select(x => $"{file.Key}: {x}"))];

    private static bool IsNoSentence(SyntaxNode around) => around switch
    {
        AttributeSyntax { Name: IdentifierNameSyntax { Identifier.Text: "PostedTo" } } => true,
        ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } } => Documenting.Contains(call.Name.Identifier.Text),
        PropertyDeclarationSyntax property => Documented.Contains(property.Identifier.Text),
        VariableDeclarationSyntax field => field.Type.ToString().StartsWith("NamedValues<", StringComparison.Ordinal) || Documented.Contains(field.Variables[0].Identifier.Text),
        _ => false,
    };
}
