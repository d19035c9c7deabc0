using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JasperFx.Events;
using Marten;
using Wolverine;

namespace Qingyang.Investment.Platform;

/// <summary>
/// One entry in the books: who makes it, from where, and the id under which it stands in the log. The id is the event's own
/// id, unique in the log for ever: sending the same entry again finds it there, whichever way it comes in.
/// </summary>
/// <param name="Id">The event id that the entry's first event gets.</param>
/// <param name="Digest">SHA-256 over the command: tells the same entry from another one under a used id. Null where the id itself is made from the content.</param>
/// <param name="Recorder">Who records: becomes the event's user name.</param>
/// <param name="Source"><c>ui</c>, <c>api</c>, <c>ledger:sha256:sheet:row</c> or <c>system</c>.</param>
/// <param name="NewStream">The id that a stream gets if this entry starts one (version 7).</param>
public sealed record Entry(Guid Id, string? Digest, string Recorder, string Source, Guid NewStream)
{
    public const string IdHeader = "entry";
    public const string DigestHeader = "digest";
    public const string SourceHeader = "source";

    /// <summary>Who corrected a ledger's row in place before it was recorded.</summary>
    public const string CorrectedHeader = "corrected";

    /// <summary>Why somebody overrode or corrected.</summary>
    public const string ReasonHeader = "reason";

    /// <summary>Which entry is corrected: stands on its retraction and on what takes its place.</summary>
    public const string CorrectsHeader = "corrects";

    /// <summary>Null where nothing is corrected.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>Null where nothing was overridden or corrected.</summary>
    public string? Reason { get; init; }

    /// <summary>The entry that a caller makes: under the key that they chose (theirs alone), else under a new id.</summary>
    public static Entry Of<T>(T command, string recorder, string source, string? key) where T : notnull
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(command);
        var digest = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(typeof(T).Name), 0, .. body]));

        return new Entry(key is null ? Guid.CreateVersion7() : IdFrom("key", recorder, key), digest, recorder, source, Guid.CreateVersion7());
    }

    /// <summary>The same words give the same id, always (RFC 9562 version 8: the first 128 bits of their SHA-256).</summary>
    public static Guid IdFrom(params ReadOnlySpan<string> words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', words)))[..16];
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);

        return new Guid(hash, bigEndian: true);
    }

    /// <summary>The first event carries the entry's own id; further ones derive theirs from it.</summary>
    public Guid EventId(int index) => index == 0 ? Id : IdFrom("event", Id.ToString(), index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public void Stamp(IEvent e, int index)
    {
        e.Id = EventId(index);
        e.UserName = Recorder;
        e.SetHeader(SourceHeader, Source);

        if (Digest is not null)
        {
            e.SetHeader(DigestHeader, Digest);
        }

        if (Reason is not null)
        {
            e.SetHeader(ReasonHeader, Reason);
        }

        if (Corrects is { } corrected)
        {
            e.SetHeader(CorrectsHeader, corrected.ToString());
        }

        if (index > 0)
        {
            e.SetHeader(IdHeader, Id.ToString());
        }
    }

    /// <summary>How the entry travels beside its command.</summary>
    public DeliveryOptions ToDelivery() => new()
    {
        Headers =
        {
            [IdHeader] = Id.ToString(),
            [DigestHeader] = Digest,
            [SourceHeader] = Source,
            [nameof(Recorder)] = Recorder,
            [nameof(NewStream)] = NewStream.ToString(),
        },
    };

    public static Entry From(IReadOnlyDictionary<string, string?> headers) => new(
        Guid.Parse(headers[IdHeader]!), headers[DigestHeader], headers[nameof(Recorder)]!, headers[SourceHeader]!, Guid.Parse(headers[nameof(NewStream)]!));
}

/// <summary>Hands every command handler its entry, and lets the session know what to stamp on the events.</summary>
public static class EntryMiddleware
{
    public static async Task<Entry> BeforeAsync(Envelope envelope, IDocumentSession session, CancellationToken cancellation)
    {
        // Before its history is read: however many come at once for one enterprise, none decides on what has passed.
        if (envelope.Message is IAboutEnterprise about)
        {
            await session.HoldAsync($"enterprise {about.EnterpriseId}", cancellation);
        }

        var entry = Entry.From(envelope.Headers.AsReadOnly()) with
        {
            Reason = (envelope.Message as IGivesReason)?.Reason.Trim(),
            Corrects = (envelope.Message as ICorrects)?.EntryId,
        };
        EntryStamps.Attach(session, entry);

        return entry;
    }
}

/// <summary>Stamps the events that a command's handler returned, just before they are written.</summary>
public sealed class EntryStamps : DocumentSessionListenerBase
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<IDocumentSession, Entry> Entries = [];

    public static void Attach(IDocumentSession session, Entry entry) => Entries.AddOrUpdate(session, entry);

    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        if (Entries.TryGetValue(session, out var entry))
        {
            foreach (var (index, e) in session.PendingChanges.Streams().SelectMany(x => x.Events).Index())
            {
                entry.Stamp(e, index);
            }
        }

        return Task.CompletedTask;
    }
}
