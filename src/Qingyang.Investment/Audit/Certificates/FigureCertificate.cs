using System.Security.Cryptography;
using System.Text;
using JasperFx.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Certificates;

/// <summary>A figure certificate (数据凭证): a stream of its own in the log, under the id that its code comes to.</summary>
public sealed record FigureCertificate(Guid Id, FigureFixed Figure, string? By, DateTimeOffset At)
{
    public static FigureCertificate Create(IEvent<FigureFixed> e) => new(e.StreamId, e.Data, e.UserName, e.Timestamp);

    /// <summary>The stream of a code.</summary>
    public static Guid IdOf(string code) => Entry.IdFrom("certificate", code);
}

/// <summary>How figures and codes are written down.</summary>
public static class FigureCodes
{
    /// <summary>Crockford's base 32: digits and letters that nobody mistakes for each other.</summary>
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>50 bits of the SHA-256 of what the figure is: the same figure, fixed twice, has the same code.</summary>
    public static string Of(Stage stage, Basis basis, string filters)
    {
        var what = FormattableString.Invariant($"{stage} {basis.AsOf:yyyy-MM-dd} {basis.KnownAt} {basis.Definition.Name} {filters}");
        var bits = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(what)));

        return string.Create(11, bits, (text, left) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = i == 5 ? '-' : Letters[(int)(left & 31)];
                left = i == 5 ? left : left >> 5;
            }
        });
    }

    /// <summary>As it was meant: upper case, O for 0, I and L for 1, with or without the hyphen.</summary>
    public static string Normalise(string code)
    {
        var plain = Spelling.Key(code).ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1').Replace('L', '1');

        return plain.Length == 10 ? $"{plain[..5]}-{plain[5..]}" : plain;
    }

    /// <summary>The groups of a figure as an address says them, in a fixed order.</summary>
    public static string FiltersOf(Funnel.Figure figure, City city) => string.Join('&', FigureFilters.PartsOf(figure, city)
        .Select(x => $"{x.Name}={Uri.EscapeDataString(x.Name == "county" ? city.Find(x.Value)?.Code ?? x.Value : x.Value)}"));

    /// <summary>The figure that was fixed.</summary>
    public static Funnel.Figure Of(FigureFixed x) =>
        TryRead(x, out var figure, out var field) ? figure : throw new InvalidOperationException($"The certificate {x.Code} was fixed with filters that cannot be read: {field}.");

    /// <summary>Its groups as people say them; as they are written, where somebody has altered them so that they cannot be read: what was recorded is told all the same.</summary>
    public static string GroupsOf(FigureFixed x, City city) => TryRead(x, out var figure, out _) ? FigureFilters.InWords(figure, city) : Uri.UnescapeDataString(x.Filters);

    private static bool TryRead(FigureFixed x, out Funnel.Figure figure, out string field)
    {
        _ = FigureDefinition.TryParse(x.Definition, out var definition);

        return FigureFilters.TryRead(
            new Funnel.Figure(x.Stage, new Basis(x.AsOf, x.Position, definition)), new QueryCollection(QueryHelpers.ParseQuery(x.Filters)), out figure, out field, out _);
    }
}
