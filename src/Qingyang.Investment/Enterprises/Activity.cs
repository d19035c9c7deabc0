using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Enterprises;

/// <summary>The contact that counts as the last: that of the latest day, of two on one day the one recorded later.</summary>
public sealed record LastContact(DateOnly On, string By, string? NextStep, DateOnly? NextStepOn);

/// <summary>
/// What has been going on with one enterprise (动态): how often it was contacted and when last, what was to be done next, what was agreed.
/// </summary>
/// <param name="Amount">What all its agreements add up to, in 万元.</param>
/// <param name="TouchedBy">The log position of the last event about it.</param>
/// <param name="TouchedAt">When that was recorded.</param>
public sealed record Activity(Guid Id, int Contacts, LastContact? Last, int Agreements, decimal Amount, long TouchedBy, DateTimeOffset TouchedAt)
{
    /// <summary>After one more event. Null for what is no enterprise.</summary>
    public static Activity? After(Activity? activity, in Recorded e) => (activity, e.Data) switch
    {
        (_, EnterpriseRegistered) when !e.IsAbsorbed => new Activity(e.StreamId, 0, null, 0, 0, e.Position, e.At),
        (null, _) => null,
        ({ } a, ContactLogged x) => a with { Contacts = a.Contacts + 1, Last = Later(a.Last, x), TouchedBy = e.Position, TouchedAt = e.At },
        ({ } a, AgreementSigned x) => a with { Agreements = a.Agreements + 1, Amount = a.Amount + x.Amount, TouchedBy = e.Position, TouchedAt = e.At },
        ({ } a, _) => a with { TouchedBy = e.Position, TouchedAt = e.At },
    };

    private static LastContact Later(LastContact? last, ContactLogged x) => last is { } l && l.On > x.On ? l : new LastContact(x.On, x.PerformedBy, x.NextStep, x.NextStepOn);
}
