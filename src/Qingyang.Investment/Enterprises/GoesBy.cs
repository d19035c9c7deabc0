using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>A name or code by which an enterprise is found.</summary>
/// <param name="Word">As it is compared.</param>
/// <param name="Kind">One of the constants below.</param>
/// <param name="Written">As it was written.</param>
public sealed record GoesBy(Guid Id, string Word, string Kind, string Written)
{
    public const string Name = "name", FormerName = "former", OtherName = "other", Code = "code";

    /// <summary>In which its parts are looked for.</summary>
    public string Sought => Kind == Code ? SearchText.OfCode(Word) : SearchText.OfName(Word);

    public static bool IsNamed(object e) => e is EnterpriseRegistered or EnterpriseRenamed or OtherNameNoted or CreditCodeGiven;

    /// <summary>
    /// What an enterprise goes by after the event. A word stands there once, as what it was last told to be. One that was merged into it
    /// gives it its codes, and its names as other names.
    /// </summary>
    public static GoesBy[] After(GoesBy[] rows, in Recorded e) => e.Data switch
    {
        EnterpriseRegistered { CreditCode: { } code } x when e.IsAbsorbed => With(Noted(rows, e.StreamId, x.Name), Of(e.StreamId, Code, code)),
        EnterpriseRegistered x when e.IsAbsorbed => Noted(rows, e.StreamId, x.Name),
        EnterpriseRenamed x when e.IsAbsorbed => Noted(rows, e.StreamId, x.Name),
        EnterpriseRegistered { CreditCode: { } code } x => With(With(rows, Of(e.StreamId, Code, code)), Of(e.StreamId, Name, x.Name)),
        EnterpriseRegistered x => With(rows, Of(e.StreamId, Name, x.Name)),
        EnterpriseRenamed x => With([.. rows.Select(r => r.Kind == Name ? r with { Kind = FormerName } : r)], Of(e.StreamId, Name, x.Name)),
        OtherNameNoted x => Noted(rows, e.StreamId, x.Name),
        CreditCodeGiven x => With(rows, Of(e.StreamId, Code, x.CreditCode)),
        _ => rows,
    };

    private static GoesBy Of(Guid id, string kind, string written) => new(id, SearchText.Key(written), kind, written);

    private static GoesBy[] Noted(GoesBy[] rows, Guid id, string name) =>
        Of(id, OtherName, name) is var other && Array.Exists(rows, r => r.Word == other.Word) ? rows : With(rows, other);

    private static GoesBy[] With(GoesBy[] rows, GoesBy row) => [.. rows.Where(x => x.Word != row.Word), row];
}
