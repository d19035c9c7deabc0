using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Qingyang.Investment.Platform;

/// <summary>What somebody is in the system (角色): 专员, 领导, 审计员, 管理员; and the machine's own command line, which whoever may read the data folder can use.</summary>
public enum Role
{
    Staff,
    Leader,
    Auditor,
    Administrator,
    Operator,
}

/// <summary>What a role may do.</summary>
public enum Right
{
    /// <summary>See figures, enterprises and histories.</summary>
    Read,

    /// <summary>Record facts.</summary>
    Record,

    /// <summary>Hand in, correct and confirm ledgers.</summary>
    HandInLedgers,

    /// <summary>Accounts and roles.</summary>
    ManageAccounts,

    /// <summary>Rebuilds, webhooks: what keeps the system running.</summary>
    Operate,

    /// <summary>Take evidence away.</summary>
    Audit,
}

/// <summary>Who may do what: the one place where it is written.</summary>
public static class Rights
{
    private static readonly NamedValues<Role> Names = new(
        ("专员", Role.Staff), ("领导", Role.Leader), ("审计员", Role.Auditor), ("管理员", Role.Administrator), ("本机", Role.Operator));

    public static readonly IReadOnlyList<Role> OfPeople = [Role.Staff, Role.Leader, Role.Auditor, Role.Administrator];

    /// <summary>Administrators keep people and the machine going, never the facts; auditors change nothing at all, and what they take away is on record.</summary>
    public static IReadOnlySet<Right> Of(Role role) => role switch
    {
        Role.Staff => new HashSet<Right> { Right.Read, Right.Record, Right.HandInLedgers },
        Role.Leader => new HashSet<Right> { Right.Read, Right.Record, Right.Audit },
        Role.Auditor => new HashSet<Right> { Right.Read, Right.Audit },
        Role.Administrator => new HashSet<Right> { Right.Read, Right.ManageAccounts, Right.Operate },
        Role.Operator => new HashSet<Right>(Enum.GetValues<Right>()),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };

    public static string ToChinese(this Role role) => Names.NameOf(role);

    public static string ToWords(this Role role) => Names.WordsOf(role);

    /// <summary>By its English or Chinese name; the command line's own role can be given to nobody.</summary>
    public static bool TryParse(string? text, out Role role) =>
        (Names.TryParse(text, out role) || (Enum.TryParse(text, ignoreCase: true, out role) && Enum.IsDefined(role))) && OfPeople.Contains(role);

    /// <summary>Closes an endpoint to those who have not this right.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Right right) where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(right.ToString());
}

/// <summary>Who acts: the account that signed in, by page, token or command line alike. Its name becomes the recorder of what it records.</summary>
public sealed record Actor(string Name, Role Role) : IBindableFromHttpContext<Actor>
{
    public static Outcome.Forbidden NoRight => new(Say.Of("right.missing"));

    public bool May(Right right) => Rights.Of(Role).Contains(right);

    /// <summary>Of somebody who has signed in; null of a stranger.</summary>
    public static Actor? Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name } && Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role) ? new Actor(name, role) : null;

    public ClaimsIdentity ToIdentity(string scheme) => new([new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role.ToString())], scheme);

    /// <summary>As the parameter of an endpoint: those are closed to strangers before this is asked.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context.User));
}
