using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Agreements;

/// <summary>Kinds of agreement (协议类型): 框架协议, 正式合同.</summary>
public enum AgreementKind
{
    Framework,
    Contract,
}

public static class AgreementKinds
{
    private static readonly NamedValues<AgreementKind> Names = new(("框架协议", AgreementKind.Framework), ("正式合同", AgreementKind.Contract));

    public static string All => Names.All;

    public static string AllInWords => Names.AllInWords;

    public static IReadOnlyList<NamedValue> Choices => Names.Choices;

    public static bool TryParse(string? text, out AgreementKind kind) => Names.TryParse(text, out kind);

    public static AgreementKind Parse(string text) => Names.Parse(text);

    public static string ToChinese(this AgreementKind kind) => Names.NameOf(kind);

    public static string ToWords(this AgreementKind kind) => Names.WordsOf(kind);
}
