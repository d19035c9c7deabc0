using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs;

/// <summary>A city that makes mistakes: random commands by HTTP, one after the other, of every kind that changes a figure. The seed makes it come again.</summary>
public sealed class RandomHistory(Store store, int seed)
{
    private static readonly string[] Counties = ["西峰区", "庆城县", "环县", "华池县"], Chains = ["人工智能", "软件", "智能制造"], Sources = ["上门来访", "展会"], Milestones = ["注册", "开工", "投产", "达产"];

    private readonly Random random = new(seed);
    private readonly List<Guid> enterprises = [];
    private readonly List<(Guid Enterprise, Guid Entry, string Kind, string Number)> entries = [];

    /// <summary>Posts until the log holds that many events.</summary>
    public async Task RunAsync(int events)
    {
        while (await store.EventsAsync() < events)
        {
            for (var i = 0; i < 20; i++)
            {
                await StepAsync();
            }
        }

        await store.Services.GetRequiredService<ReadModelPosition>().CaughtUpAsync(TestContext.Current.CancellationToken);
    }

    private async Task StepAsync()
    {
        var enterprise = enterprises.Count == 0 ? Guid.Empty : enterprises[random.Next(enterprises.Count)];
        var entry = entries.Count == 0 ? default : entries[random.Next(entries.Count)];
        var on = Given.Day(random.Next(700));

        switch (enterprises.Count < 5 ? 0 : random.Next(21))
        {
            case 0 or 1:
                enterprises.Add((await PostAsync("/api/enterprises", Registration()))!.Value.GetProperty("enterpriseId").GetGuid());
                break;
            case 2 or 3 or 4 or 5 or 6:
                await KeepAsync("/api/contacts", Given.AContact(enterprise, on, content: Given.Own("谈")), enterprise, "contact", "");
                break;
            case 7 or 8 or 9:
                var number = Given.AnAgreementNumber();
                await KeepAsync("/api/agreements", new { enterpriseId = enterprise, number, kind = random.Next(2) == 0 ? "框架协议" : "正式合同", amount = 100, on }, enterprise, "agreement", number);
                break;
            case 10 or 11 or 12 when entries.FindAll(x => x.Kind == "agreement") is { Count: > 0 } agreements && agreements[random.Next(agreements.Count)] is var agreement:
                await KeepAsync("/api/milestones", Given.AMilestone(agreement.Enterprise, agreement.Number, on, Milestones[random.Next(4)]), agreement.Enterprise, "milestone", "");
                break;
            case 13 or 14 when entries.Count > 0:
                await PostAsync("/api/retractions", new { enterpriseId = entry.Enterprise, entryId = entry.Entry, reason = "录错" });
                break;
            case 15 or 16 when entry.Kind == "contact":
                await PostAsync("/api/corrections", new { enterpriseId = entry.Enterprise, entryId = entry.Entry, reason = "日期录错", contact = Given.AContact(entry.Enterprise, on, content: Given.Own("谈")) });
                break;
            case 17 when await RegistrationOfAsync(enterprise) is { } was:
                await PostAsync("/api/corrections", new { enterpriseId = enterprise, entryId = was, reason = "改派县区", registration = Registration() });
                break;
            case 18:
                await PostAsync("/api/merges", new { enterpriseId = enterprise, intoId = enterprises[random.Next(enterprises.Count)], reason = "同一家" });
                break;
            case 19:
                await PostAsync("/api/merge-undoings", new { enterpriseId = enterprise, reason = "两家" });
                break;
            case 20:
                await KeepAsync("/api/assignments", Given.AnAssignment(enterprise, on, leadOfficial: Given.Own("杜东")), enterprise, "assignment", "");
                break;
            default:
                break;
        }
    }

    private object Registration() => Given.AnEnterprise(
        county: Counties[random.Next(Counties.Length)], chain: Chains[random.Next(Chains.Length)], source: Sources[random.Next(Sources.Length)], origin: random.Next(3) == 0 ? "南京市" : null);

    private async Task<Guid?> RegistrationOfAsync(Guid enterprise)
    {
        var told = await store.GetAsync($"/api/enterprises/{enterprise}");

        return told.GetProperty("events").EnumerateArray().Where(x => x.GetProperty("type").GetString() == "enterprise_registered" && x.GetProperty("retractedBy").ValueKind == JsonValueKind.Null && x.GetProperty("enteredFor").ValueKind == JsonValueKind.Null)
            .Select(x => (Guid?)x.GetProperty("id").GetGuid()).LastOrDefault();
    }

    private async Task KeepAsync(string path, object body, Guid enterprise, string kind, string number)
    {
        if (await PostAsync(path, body) is { } answer && answer.TryGetProperty("entryId", out var entry))
        {
            entries.Add((enterprise, entry.GetGuid(), kind, number));
        }
    }

    /// <summary>Null where it was refused: some of it must be, as in life.</summary>
    private async Task<JsonElement?> PostAsync(string path, object body)
    {
        using var answer = await store.Client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        ((int[])[200, 201, 404, 409]).ShouldContain((int)answer.StatusCode, $"{path} {body}");

        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken) : null;
    }

    /// <summary>The log as it stands, read by itself.</summary>
    public static async Task<List<Recorded>> LogAsync(Store store)
    {
        await using var connection = await store.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);

        return await EventLog.ReadAsync("true", [], connection, TestContext.Current.CancellationToken);
    }

    /// <summary>Straight from the words of the definition: who stands by themselves, with the facts that count for them and their last registration.</summary>
    public static List<(EnterpriseRegistered As, List<(FactKind Kind, DateOnly On)> Facts)> Meant(IReadOnlyList<Recorded> log, long known)
    {
        var prefix = log.Where(x => x.Position <= known).ToList();
        var retracted = prefix.Select(x => x.Data).OfType<EntryRetracted>().Select(x => x.EntryId).ToHashSet();
        var into = new Dictionary<Guid, Guid>();

        foreach (var e in prefix)
        {
            _ = e.Data switch { EnterpriseMerged x => into.TryAdd(e.StreamId, x.Into), MergeUndone => into.Remove(e.StreamId), _ => false };
        }

        var stands = prefix.Where(x => !retracted.Contains(x.Id)).ToLookup(x => Root(x.StreamId));

        return [.. stands.Select(x => (As: x.LastOrDefault(e => e.StreamId == x.Key && e.Data is EnterpriseRegistered).Data as EnterpriseRegistered, Facts: x.Select(e => FactKinds.Of(e.Data)).OfType<(FactKind, DateOnly)>().ToList()))
            .Where(x => x.As is not null).Select(x => (x.As!, x.Facts))];

        Guid Root(Guid id) => into.TryGetValue(id, out var other) ? Root(other) : id;
    }

    /// <summary>Counts of what was meant, by group: by month each stage in the month in which it was reached.</summary>
    public static Dictionary<string, (long Contacted, long Signed, long Landed)> Counts(
        List<(EnterpriseRegistered As, List<(FactKind Kind, DateOnly On)> Facts)> meant, DateOnly asOf, GroupBy group, FigureDefinition definition, City city)
    {
        var counts = new Dictionary<string, (long, long, long)>();

        foreach (var (registered, facts) in meant)
        {
            foreach (var (stage, add) in new (Stage, (long, long, long))[] { (Stage.Contacted, (1, 0, 0)), (Stage.Signed, (0, 1, 0)), (Stage.Landed, (0, 0, 1)) })
            {
                var days = facts.Where(x => definition.Kinds(stage).Contains(x.Kind)).Select(x => x.On).ToList();

                if (days.Count > 0 && days.Min() is var on && on <= asOf)
                {
                    var key = group switch
                    {
                        GroupBy.County => city.NameOf(registered.County),
                        GroupBy.Chain => registered.Chain,
                        GroupBy.Source => registered.Source,
                        GroupBy.Origin => registered.Origin ?? FunnelQuestion.Blank,
                        GroupBy.Month => on.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                        _ => "",
                    };
                    var (a, b, c) = counts.GetValueOrDefault(key);
                    counts[key] = (a + add.Item1, b + add.Item2, c + add.Item3);
                }
            }
        }

        return counts;
    }
}
