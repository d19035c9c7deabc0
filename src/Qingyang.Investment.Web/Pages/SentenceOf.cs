namespace Qingyang.Investment.Web.Pages;

/// <summary>The sentence with which a command was turned away, for a page to show.</summary>
public static class SentenceOf
{
    public static string? Outcome(Platform.Outcome outcome) => outcome switch
    {
        Platform.Outcome.Refused x => x.Sentence,
        Platform.Outcome.Unknown x => x.Sentence,
        Platform.Outcome.Stale x => x.Sentence,
        Platform.Outcome.Reused x => x.Sentence,
        Platform.Outcome.Unclear x => x.Sentence,
        Platform.Outcome.Forbidden x => x.Sentence,
        Platform.Outcome.Invalid x => string.Join(' ', x.Fields.Values.SelectMany(s => s)),
        _ => null,
    };
}
