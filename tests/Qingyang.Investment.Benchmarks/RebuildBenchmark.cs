using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Rebuilding the read models from event zero, over reading and decoding every event in order with nothing done to it.</summary>
public static class RebuildBenchmark
{
    public const string Name = "rebuild";

    /// <summary>The first rounds, of all three alike, also compile what they run and are not counted.</summary>
    private const int WarmUps = 3;
    private const int Rounds = 5;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter() } };

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        var (read, decode, rebuild) = (new List<double>(), new List<double>(), new List<double>());
        var events = await bed.EventsAsync(cancellation);

        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            read.Add(await Samples.SecondsAsync(() => ReadAsync(bed, decode: false, events, cancellation)));
            decode.Add(await Samples.SecondsAsync(() => ReadAsync(bed, decode: true, events, cancellation)));
            rebuild.Add(await Samples.SecondsAsync(async () =>
            {
                using var answer = await bed.Http.PostAsJsonAsync("/api/rebuilds", new { }, cancellation);
                answer.EnsureSuccessStatusCode();
            }));
        }

        var limit = events / Samples.Median(decode[WarmUps..]);

        return
        [
            new Figure(Name, "重建读模型", Figure.PerSecond, events / Samples.Median(rebuild[WarmUps..]), limit, "读出并解码"),
            new Figure(Name, "读出并解码全部事件", Figure.PerSecond, limit, events / Samples.Median(read[WarmUps..]), "只读"),
        ];
    }

    internal static async Task ReadAsync(Bed bed, bool decode, long expected, CancellationToken cancellation)
    {
        var types = new Dictionary<string, Type>();
        await using var select = bed.Database.CreateCommand($"select data, mt_dotnet_type, seq_id, stream_id from {EventStore.Schema}.mt_events order by seq_id");
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var count = 0L;

        for (; await rows.ReadAsync(cancellation); count++)
        {
            var (data, name) = (rows.GetFieldValue<byte[]>(0), rows.GetString(1));

            if (decode)
            {
                if (!types.TryGetValue(name, out var type))
                {
                    types[name] = type = Type.GetType(name, throwOnError: true)!;
                }

                _ = JsonSerializer.Deserialize(data, type, Json) ?? throw new WrongAnswerException($"事件 {name} 解不出来。");
            }
        }

        if (count != expected)
        {
            throw new WrongAnswerException($"读出 {count} 个事件，应为 {expected}。");
        }
    }
}
