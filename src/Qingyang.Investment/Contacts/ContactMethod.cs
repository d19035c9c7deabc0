using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Contacts;

/// <summary>How a contact took place (对接方式): 走访, 来访, 电话, 视频, 会议, 函件.</summary>
public enum ContactMethod
{
    SiteVisit,
    Reception,
    Phone,
    Video,
    Meeting,
    Letter,
}

public static class ContactMethods
{
    private static readonly NamedValues<ContactMethod> Names = new(
        ("走访", ContactMethod.SiteVisit), ("来访", ContactMethod.Reception), ("电话", ContactMethod.Phone),
        ("视频", ContactMethod.Video), ("会议", ContactMethod.Meeting), ("函件", ContactMethod.Letter));

    public static string All => Names.All;

    public static string AllInWords => Names.AllInWords;

    public static IReadOnlyList<NamedValue> Choices => Names.Choices;

    public static bool TryParse(string? text, out ContactMethod method) => Names.TryParse(text, out method);

    public static ContactMethod Parse(string text) => Names.Parse(text);

    public static string ToChinese(this ContactMethod method) => Names.NameOf(method);

    public static string ToWords(this ContactMethod method) => Names.WordsOf(method);
}
