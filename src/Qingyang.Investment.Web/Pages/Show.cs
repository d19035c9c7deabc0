using System.Globalization;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages;

/// <summary>How figures, days and moments stand on a page, in every language alike.</summary>
public static class Show
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With its sign: +12, −3, 0.</summary>
    public static string Change(long number) => number switch { > 0 => "+" + Number(number), < 0 => "−" + Number(-number), _ => "0" };

    /// <summary>In percent with two decimals; nothing of nothing is no rate.</summary>
    public static string Rate(long part, long whole) => whole == 0 ? "—" : ((decimal)part / whole).ToString("P2", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "—";

    /// <summary>万元, as it was meant: no more decimals than there are.</summary>
    public static string Amount(decimal amount) => amount.ToString("#,0.######", CultureInfo.InvariantCulture);

    /// <summary>A moment by the clock of Beijing.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Who signed in, on a page that is closed to strangers.</summary>
    public static Actor Visitor(this HttpContext http) => Actor.Of(http.User) ?? throw new InvalidOperationException("A page for strangers asked who is there.");

    /// <summary>The address of this page, to come back to.</summary>
    public static string Here(this HttpContext http) => Uri.EscapeDataString(http.Request.Path + http.Request.QueryString);
}
