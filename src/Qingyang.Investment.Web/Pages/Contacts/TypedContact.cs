using System.Globalization;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Contacts;

/// <summary>The form of a contact as it was typed, by the names of its fields. Days are mostly said, not written: today, in three days.</summary>
public sealed record TypedContact(
    string? EnterpriseId = null, string? Method = null, string When = TypedContact.Today, string? On = null, string? Content = null, string? PerformedBy = null,
    string? ContactPerson = null, string? Phone = null, string Then = TypedContact.None, string? NextStep = null, string? NextStepOn = null)
{
    public const string Today = "0", Yesterday = "1", Other = "other", None = "none";

    /// <summary>A log may print it: not who was on the other side.</summary>
    public override string ToString() => nameof(TypedContact);

    /// <summary>Days from today to the next step that are one tap.</summary>
    public static readonly IReadOnlyList<string> Soon = ["3", "7"];

    public static TypedContact Of(IFormCollection form) => new(
        form[nameof(EnterpriseId)], form[nameof(Method)], form[nameof(When)].FirstOrDefault() ?? Today, form[nameof(On)], form[nameof(Content)], form[nameof(PerformedBy)],
        form[nameof(ContactPerson)], form[nameof(Phone)], form[nameof(Then)].FirstOrDefault() ?? None, form[nameof(NextStep)], form[nameof(NextStepOn)]);

    /// <summary>The command that it means; null with what is missing before there can be one, by field: a key of the page's sentences.</summary>
    public LogContact? Read(DateOnly today, out IReadOnlyDictionary<string, string> missing)
    {
        var faults = new Dictionary<string, string>();
        missing = faults;
        var enterprise = Guid.TryParse(EnterpriseId, out var id) ? id : Missing<Guid>(nameof(EnterpriseId), "chooseFirst");
        var on = When switch
        {
            Today => today,
            Yesterday => today.AddDays(-1),
            _ => DayOf(On) ?? Missing<DateOnly>(nameof(On), "dayMissing"),
        };
        var next = Then switch
        {
            None => (DateOnly?)null,
            Other => DayOf(NextStepOn) ?? Missing<DateOnly>(nameof(NextStepOn), "dayMissing"),
            _ => int.TryParse(Then, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 366 ? today.AddDays(days) : Missing<DateOnly>(nameof(NextStepOn), "dayMissing"),
        };

        return faults.Count > 0 ? null : new LogContact(
            enterprise, on, Method ?? "", PerformedBy ?? "", Content ?? "", Spelling.OrNull(ContactPerson), Spelling.OrNull(Phone), Then == None ? null : Spelling.OrNull(NextStep), next);

        T Missing<T>(string field, string sentence) where T : struct
        {
            faults[field] = sentence;

            return default;
        }
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
