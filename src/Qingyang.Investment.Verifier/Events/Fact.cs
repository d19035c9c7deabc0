using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Qingyang.Investment.Verifier.Events;

/// <summary>What of an event the figures need, read from its data. Used again for the next event.</summary>
public sealed class Fact
{
    public Kind Kind { get; private set; }

    /// <summary>The day on which it happened, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int On { get; private set; }

    /// <summary>County, chain, source and origin of an enterprise_registered.</summary>
    public string?[] Marks { get; } = new string?[4];

    /// <summary>The event, or the enterprise, that it names.</summary>
    public Guid Named { get; private set; }

    /// <summary>The log position that it names.</summary>
    public long Position { get; private set; }

    /// <summary>False where the data is no JSON (<paramref name="isJson"/>), or lacks what an event of its type has.</summary>
    public bool TryRead(LoggedEvent e, out bool isJson)
    {
        var good = TryTake(e, out isJson);
        Kind = good ? Kind : Kind.Other;   // what says nothing changes no figure

        return good;
    }

    private bool TryTake(LoggedEvent e, out bool isJson)
    {
        (On, Named, Position, isJson) = (-1, Guid.Empty, 0, true);
        Array.Clear(Marks);
        var data = e[Field.Data];
        var type = e[Field.Type];
        Kind = type.SequenceEqual("contact_logged"u8) ? Kind.Contact
            : type.SequenceEqual("agreement_signed"u8) ? Kind.Framework
            : type.SequenceEqual("milestone_reached"u8) ? Kind.Registration
            : type.SequenceEqual("enterprise_registered"u8) ? Kind.InTheBooks
            : type.SequenceEqual("entry_retracted"u8) ? Kind.Retraction
            : type.SequenceEqual("enterprise_merged"u8) ? Kind.Merge
            : type.SequenceEqual("merge_undone"u8) ? Kind.MergeUndone
            : type.SequenceEqual("tombstone"u8) ? Kind.Tombstone : Kind.Other;
        var stated = Kind is not (Kind.Framework or Kind.Registration);

        try
        {
            var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = 1000 });
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;

            while (reader.Read())
            {
                if (isObject && reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && Kind < Kind.Tombstone)
                {
                    Take(ref reader, ref stated);
                }
            }
        }
        catch (JsonException)
        {
            isJson = false;

            return false;
        }
        catch (InvalidOperationException)
        {
            return false;   // a text that is no text
        }

        return stated && Kind switch
        {
            < (Kind)Kinds.Facts => On >= 0,
            Kind.InTheBooks => Marks[0] is not null,
            Kind.Retraction => Named != Guid.Empty && Position > 0,
            Kind.Merge or Kind.MergeUndone => Named != Guid.Empty,
            _ => true,
        };
    }

    private void Take(ref Utf8JsonReader reader, ref bool stated)
    {
        if (Kind < Kind.InTheBooks && reader.ValueTextEquals("on"u8))
        {
            reader.Read();
            On = reader.TokenType == JsonTokenType.String && DayOf(reader.ValueSpan) is { } day ? day : -1;
        }
        else if (Kind is Kind.Framework && reader.ValueTextEquals("kind"u8))
        {
            reader.Read();
            stated = IsOne(ref reader, "Framework"u8, Kind.Framework) || IsOne(ref reader, "Contract"u8, Kind.Contract);
        }
        else if (Kind is Kind.Registration && reader.ValueTextEquals("kind"u8))
        {
            reader.Read();
            stated = IsOne(ref reader, "Registration"u8, Kind.Registration) || IsOne(ref reader, "ConstructionStart"u8, Kind.Construction)
                || IsOne(ref reader, "ProductionStart"u8, Kind.Production) || IsOne(ref reader, "FullCapacity"u8, Kind.Capacity);
        }
        else if (Kind == Kind.InTheBooks)
        {
            TakeMark(ref reader);
        }
        else if ((Kind == Kind.Retraction && reader.ValueTextEquals("entryId"u8)) || (Kind == Kind.Merge && reader.ValueTextEquals("into"u8)) || (Kind == Kind.MergeUndone && reader.ValueTextEquals("from"u8)))
        {
            reader.Read();
            Named = reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) ? id : Guid.Empty;
        }
        else if (Kind == Kind.Retraction && reader.ValueTextEquals("position"u8))
        {
            reader.Read();
            Position = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var position) ? position : 0;
        }
    }

    private bool IsOne(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, Kind kind)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals(name))
        {
            return false;
        }

        Kind = kind;

        return true;
    }

    private void TakeMark(ref Utf8JsonReader reader)
    {
        var which = reader.ValueTextEquals("county"u8) ? 0 : reader.ValueTextEquals("chain"u8) ? 1 : reader.ValueTextEquals("source"u8) ? 2 : reader.ValueTextEquals("origin"u8) ? 3 : -1;

        if (which >= 0)
        {
            reader.Read();
            Marks[which] = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
    }

    /// <summary>yyyy-MM-dd, and nothing else.</summary>
    private static int? DayOf(ReadOnlySpan<byte> text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-'
        && Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..], out var day)
        && year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= CultureInfo.InvariantCulture.Calendar.GetDaysInMonth(year, month)
            ? new DateOnly(year, month, day).DayNumber : null;

    private static bool Number(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out var read) && read == text.Length && text[0] is >= (byte)'0' and <= (byte)'9';
}
