using System.Globalization;
using JasperFx.Events;
using Marten;
using Npgsql;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers;

/// <summary>Whose ledger a batch belongs to: becomes the events' source, <c>ledger:sha256:sheet:row</c>, and their recorder.</summary>
public sealed record LedgerOrigin(string Sha256, string Recorder);

/// <summary>Decides a batch of enterprises set-wise: what the books know of all of them is read in a few statements, then row by row in memory.</summary>
public sealed class LedgerBatch(LedgerDecisions decisions)
{
    /// <summary>What a batch came to: to be recorded together, or not at all.</summary>
    public sealed record Result(LedgerVerdicts Verdicts, IReadOnlyList<EnterpriseHistory> Histories, IReadOnlyList<RememberContactPerson> Persons)
    {
        /// <summary>Rows that the books, or rows before them, had already.</summary>
        public IReadOnlyList<RowPlace> Duplicates { get; init; } = [];
    }

    public async Task<Result> DecideAsync(IReadOnlyList<PlannedEnterprise> batch, LedgerOrigin origin, IDocumentSession session, CancellationToken cancellation)
    {
        await session.HoldAsync([.. batch.SelectMany(x => x.Rows).Select(x => ClaimOf(x.Row)).OfType<string>()], cancellation);
        var ids = await IdsAsync(batch, session.Connection, cancellation);
        var recorded = await RecordedAsync(ids, session, cancellation);
        var holders = await AgreementNumbers.HoldersOfAsync(
            [.. batch.SelectMany(x => x.Rows).Select(x => x.Row).OfType<AgreementRow>().Select(x => AgreementNumber.Key(x.AgreementNumber))], session.Connection, cancellation);
        var (verdicts, histories, persons) = (new Verdicts(), new List<EnterpriseHistory>(), new List<RememberContactPerson>());

        foreach (var (enterprise, id) in batch.Zip(ids))
        {
            var history = new EnterpriseHistory(id ?? Guid.CreateVersion7(), id is { } known ? recorded[known] : [], session);
            histories.Add(history);

            foreach (var (sheet, row) in enterprise.Rows)
            {
                var holder = row is AgreementRow x && holders.TryGetValue(AgreementNumber.Key(x.AgreementNumber), out var other) ? new NumberHolder(other) : NumberHolder.Nobody;
                var entry = new Entry(Guid.Empty, Digest: null, origin.Recorder, $"ledger:{origin.Sha256}:{sheet.ChineseName()}:{row.Number}", history.Id);
                var first = history.New.Count;
                var decided = await decisions.DecideAsync(row, history, holder, Identified, cancellation);

                foreach (var (index, data) in decided.Events.Index())
                {
                    var e = session.Events.BuildEvent(data);
                    entry.Stamp(e, index);

                    if (row.CorrectedBy is not null)
                    {
                        e.SetHeader(Entry.CorrectedHeader, row.CorrectedBy);
                    }

                    history.Append(e);
                }

                verdicts.Add(sheet, row, decided.Outcome);
                persons.AddRange(decided.Person is { } person ? [person] : []);

                // The id is made from what makes the row the fact that it is: the same fact in another ledger is the same entry, until it is retracted.
                Entry Identified(string fact)
                {
                    var made = Entry.IdFrom("ledger", history.Id.ToString(), sheet.ToString(), fact);

                    for (var again = 2; history.WasRetracted(made); again++)
                    {
                        made = Entry.IdFrom("ledger", history.Id.ToString(), sheet.ToString(), fact, again.ToString(CultureInfo.InvariantCulture));
                    }

                    return entry = entry with { Id = made };
                }
            }
        }

        return new Result(verdicts.ToVerdicts(), histories, persons) { Duplicates = verdicts.Duplicates };
    }

    /// <summary>The ids of enterprises that stand in the books by now, also of those that somebody else registered since the ledger was read.</summary>
    private static async Task<IReadOnlyList<Guid?>> IdsAsync(IReadOnlyList<PlannedEnterprise> batch, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var firsts = batch.Select(x => x.Known is null ? x.Rows[0].Row as EnterpriseRow : null).ToList();
        var (codes, names) = await EnterpriseKeys.FindAllAsync(
            [.. firsts.Select(x => x?.Code).OfType<string>()], [.. firsts.Where(x => x is { Code: null }).Select(x => EnterpriseName.Key(x!.Name))], connection, cancellation);

        return [.. batch.Zip(firsts).Select(x => x.First.Known ?? x.Second switch
        {
            { Code: { } code } => Found(codes, code),
            { Name: { } name } => Found(names, EnterpriseName.Key(name)),
            null => null,
        })];

        static Guid? Found(Dictionary<string, Guid> map, string key) => map.TryGetValue(key, out var id) ? id : null;
    }

    private static async Task<ILookup<Guid, IEvent>> LookupAsync(IReadOnlyList<Guid?> ids, IQuerySession session, CancellationToken cancellation)
    {
        var known = ids.OfType<Guid>().ToArray();

        return (known.Length == 0 ? [] : await session.Events.QueryAllRawEvents().Where(x => known.Contains(x.StreamId)).OrderBy(x => x.Sequence).ToListAsync(cancellation))
            .ToLookup(x => x.StreamId);
    }

    private static async Task<Dictionary<Guid, IReadOnlyList<IEvent>>> RecordedAsync(IReadOnlyList<Guid?> ids, IQuerySession session, CancellationToken cancellation)
    {
        var lookup = await LookupAsync(ids, session, cancellation);

        return ids.OfType<Guid>().Distinct().ToDictionary(id => id, IReadOnlyList<IEvent> (id) => [.. lookup[id]]);
    }

    private static string? ClaimOf(LedgerRow row) => row switch
    {
        EnterpriseRow x => EnterpriseKeys.Claim(x.Name, x.Code),
        AgreementRow x => AgreementNumbers.Claim(AgreementNumber.Key(x.AgreementNumber)),
        _ => null,
    };

    private sealed class Verdicts
    {
        private readonly Dictionary<string, SheetVerdict> sheets = LedgerVerdicts.None.Sheets.ToDictionary();
        private readonly List<Rejection> rejections = [];

        public List<RowPlace> Duplicates { get; } = [];

        public void Add(LedgerSheet sheet, LedgerRow row, Outcome outcome)
        {
            var name = sheet.ChineseName();
            sheets[name] += outcome switch
            {
                Outcome.Done => new SheetVerdict(1, 0, 0),
                Outcome.Already => new SheetVerdict(0, 1, 0),
                _ => new SheetVerdict(0, 0, 1),
            };

            switch (outcome)
            {
                case Outcome.Refused refused:
                    rejections.Add(new Rejection(name, row.Number, LedgerColumns.Of(refused.Reason), refused.Reason, refused.Sentence));
                    break;
                case Outcome.Invalid invalid:
                    rejections.AddRange(invalid.Fields.Select(x => new Rejection(name, row.Number, LedgerColumns.OfProperty(sheet, x.Key), "too-long", string.Concat(x.Value))));
                    break;
                case Outcome.Already:
                    Duplicates.Add(new RowPlace(sheet, row.Number));
                    break;
                case Outcome.Done:
                    break;
                default:
                    throw new InvalidOperationException($"{name} {row.Number}: {outcome}");
            }
        }

        public LedgerVerdicts ToVerdicts() => new(sheets, rejections);
    }
}
