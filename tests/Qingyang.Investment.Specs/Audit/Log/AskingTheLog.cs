using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Audit.Log;

/// <summary>The log by HTTP, as somebody asks it who trusts nothing but the keys.</summary>
public sealed class AskingTheLog : IAsyncLifetime
{
    private SealedStore store = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await SealedStore.StartAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData("sha256", "")]
    [InlineData("sm3", "?suite=sm3")]
    public async Task Gets_the_newest_checkpoint_as_it_was_signed(string suite, string query)
    {
        await store.RecordAsync(3);
        await store.CheckpointedAsync();

        using var answer = await store.Host.Client.GetAsync(new Uri("/api/log/checkpoint" + query, UriKind.Relative), Now);

        ((int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString()).ShouldBe((200, "text/plain; charset=utf-8"));
        var read = Checkpoint.Open(await answer.Content.ReadAsStringAsync(Now), await KeyAsync(suite)).ShouldNotBeNull();
        (read.Size, read.Sealed).ShouldBe((3, 3));
    }

    /// <summary>From the event's own fields to the root that was signed, in both suites.</summary>
    [Fact]
    public async Task Gets_a_proof_that_an_event_is_in_the_log()
    {
        var ids = await store.RecordAsync(11);
        await store.CheckpointedAsync();

        foreach (var (leaf, id) in ids.Index())
        {
            var (status, proof) = await GetAsync($"/api/log/proof/{id}");

            status.ShouldBe(200);
            proof.GetProperty("leaf").GetInt64().ShouldBe(leaf);
            proof.GetProperty("event").GetProperty("id").GetGuid().ShouldBe(id);
            var leafBytes = LeafOf(proof.GetProperty("event"));

            foreach (var suite in Suites.All)
            {
                var told = proof.GetProperty("proofs").EnumerateArray().Single(x => x.GetProperty("suite").GetString() == suite.Name);
                var hash = new byte[32];
                suite.Hash([0, .. leafBytes], hash);
                Convert.ToBase64String(hash).ShouldBe(told.GetProperty("leafHash").GetString());
                var checkpoint = Checkpoint.Open(told.GetProperty("checkpoint").GetString()!, await KeyAsync(suite.Name)).ShouldNotBeNull();
                checkpoint.Size.ShouldBe(told.GetProperty("treeSize").GetInt64());
                MerkleProofs.Includes(suite, hash, leaf, checkpoint.Size, Path(told), checkpoint.Root).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public async Task Gets_a_proof_that_does_not_hold_of_an_event_that_was_altered()
    {
        var ids = await store.RecordAsync(3);
        await store.CheckpointedAsync();
        await store.RunAsync($"update {EventStore.Schema}.mt_events set data = jsonb_set(data, '{{name}}', '\"别人\"') where seq_id = 2");

        var proof = (await GetAsync($"/api/log/proof/{ids[1]}")).Answer.GetProperty("proofs")[0];

        var checkpoint = Checkpoint.Open(proof.GetProperty("checkpoint").GetString()!, await KeyAsync("sha256")).ShouldNotBeNull();
        MerkleProofs.Includes(Suites.Sha256, Convert.FromBase64String(proof.GetProperty("leafHash").GetString()!), 1, checkpoint.Size, Path(proof), checkpoint.Root).ShouldBeFalse();
        (await store.Host.Services.GetRequiredService<LogRecheck>().RunAsync(0, 3, Now).ToListAsync(Now))
            .ShouldBe([new FaultyLeaf(1, 2, "sha256", LeafFault.Altered), new FaultyLeaf(1, 2, "sm3", LeafFault.Altered)]);
    }

    [Fact]
    public async Task Finds_which_leaf_lost_its_event_and_which_gap_has_got_one()
    {
        await store.RecordAsync(2);
        await store.RunAsync($"select nextval('{EventStore.Schema}.mt_events_sequence')");
        await store.RecordAsync(2);
        await store.CheckpointedAsync(x => x.Sealed == 5);
        await store.RunAsync($"update {EventStore.Schema}.mt_events set seq_id = 3 where seq_id = 4");

        var faults = await store.Host.Services.GetRequiredService<LogRecheck>().RunAsync(1, 5, Now).Where(x => x.Suite == "sm3").ToListAsync(Now);

        faults.Select(x => (x.Number, x.Fault)).ShouldBe([(3, LeafFault.Inserted), (4, LeafFault.Removed)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sm3")]
    public async Task Gets_a_proof_that_the_log_of_today_continues_that_of_before(string name)
    {
        var suite = Suites.Of(name)!;
        await store.RecordAsync(3);
        await store.CheckpointedAsync();
        var before = await NewestAsync(name);
        await store.RecordAsync(4);
        await store.CheckpointedAsync();
        var after = await NewestAsync(name);

        var (status, proof) = await GetAsync($"/api/log/consistency?from={before.Size}&to={after.Size}&suite={name}");

        (status, before.Size, after.Size).ShouldBe((200, 3, 7));
        MerkleProofs.Continues(suite, before.Size, before.Root, after.Size, after.Root, Path(proof)).ShouldBeTrue();
        proof.GetProperty("toRoot").GetString().ShouldBe(Convert.ToBase64String(after.Root));
        (await GetAsync($"/api/log/consistency?from=7&to=7&suite={name}")).Answer.GetProperty("path").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("consistency?from=0&to=2", "from", "from 应是 1 到 3 之间的整数（叶数）。")]
    [InlineData("consistency?to=2", "from", "from 应是 1 到 3 之间的整数（叶数）。")]
    [InlineData("consistency?from=x&to=2", "from", "from 应是 1 到 3 之间的整数（叶数）。")]
    [InlineData("consistency?from=2&to=1", "to", "to 应是不小于 from、不大于 3 的整数（叶数）。")]
    [InlineData("consistency?from=2&to=4", "to", "to 应是不小于 from、不大于 3 的整数（叶数）。")]
    [InlineData("consistency?from=1", "to", "to 应是不小于 from、不大于 3 的整数（叶数）。")]
    [InlineData("consistency?from=1&to=2&suite=md5", "suite", "suite 应是 sha256 或 sm3。")]
    [InlineData("checkpoint?suite=md5", "suite", "suite 应是 sha256 或 sm3。")]
    [InlineData("checkpoints?suite=md5", "suite", "suite 应是 sha256 或 sm3。")]
    [InlineData("checkpoints?page=0", "page", null)]
    [InlineData("checkpoints?size=100000", "page", null)]
    public async Task Is_told_in_a_sentence_what_it_asked_wrongly(string question, string field, string? sentence)
    {
        await store.RecordAsync(3);
        await store.CheckpointedAsync();

        var (status, problem) = await GetAsync($"/api/log/{question}");

        status.ShouldBe(400);
        problem.GetProperty("errors").GetProperty(field)[0].GetString().ShouldBe(sentence ?? Query.PageSentence);
    }

    [Fact]
    public async Task Is_told_when_there_is_nothing_yet()
    {
        (await GetAsync("/api/log/checkpoint")).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(404), x => x.Answer.GetProperty("detail").GetString().ShouldBe("还没有检查点，请过一分钟再试。"));
        (await GetAsync($"/api/log/proof/{Examples.Other}")).ShouldSatisfyAllConditions(x => x.Status.ShouldBe(404), x => x.Answer.GetProperty("detail").GetString().ShouldBe("没有这个事件。"));
        (await GetAsync("/api/log/consistency?from=1&to=1")).Status.ShouldBe(400);
        (await GetAsync("/api/log/checkpoints")).Answer.GetProperty("checkpoints").GetArrayLength().ShouldBe(0);
        await SealedStore.UntilAsync(async () => (await GetAsync("/api/log/keys")).Status == 200);   // made when the sealer starts

        // One that is there, but in no checkpoint: the sealer is kept from its work.
        await using var connection = await store.Database.OpenConnectionAsync(Now);
        await using var transaction = await connection.BeginTransactionAsync(Now);
        await Sql.RunAsync($"lock table {LogTables.Runs} in exclusive mode", connection, Now);
        var id = (await store.RecordAsync()).Single();
        var (status, problem) = await GetAsync($"/api/log/proof/{id}");
        (status, problem.GetProperty("detail").GetString()).ShouldBe((404, "这个事件还没有计入检查点，请过一分钟再试。"));
    }

    [Fact]
    public async Task Gets_the_checkpoints_newest_first_and_how_it_stands()
    {
        await store.RecordAsync(2);
        await store.CheckpointedAsync();
        await store.RecordAsync(2);
        await store.CheckpointedAsync();

        var page = (await GetAsync("/api/log/checkpoints?size=1&suite=sm3")).Answer;
        page.GetProperty("checkpoints").EnumerateArray().Select(x => (x.GetProperty("suite").GetString(), x.GetProperty("size").GetInt64())).ShouldBe([("sm3", 4)]);
        (await GetAsync("/api/log/checkpoints?size=1&page=2&suite=sm3")).Answer.GetProperty("checkpoints")[0].GetProperty("size").GetInt64().ShouldBeLessThan(4);
        var state = (await GetAsync("/api/log/state")).Answer;
        (state.GetProperty("size").GetInt64(), state.GetProperty("sealed").GetInt64(), state.GetProperty("unsealed").GetInt64()).ShouldBe((4, 4, 0));
        state.GetProperty("checkpoints").EnumerateArray().Select(x => x.GetProperty("suite").GetString()).ShouldBe(["sha256", "sm3"]);
        state.GetProperty("logId").GetString().ShouldNotBeNull().ShouldMatch("^qingyang.investment/[0-9a-f]{16}$");
    }

    private static List<byte[]> Path(JsonElement proof) => [.. proof.GetProperty("path").EnumerateArray().Select(x => Convert.FromBase64String(x.GetString()!))];

    /// <summary>By the words of the format, not by the code that sealed it.</summary>
    private static byte[] LeafOf(JsonElement e)
    {
        var bytes = new List<byte>();

        foreach (var field in (string?[])["event", .. ((string[])["seq", "id", "stream", "version", "type", "timestamp", "user", "causation", "correlation", "headers", "data"]).Select(x => Text(e.GetProperty(x)))])
        {
            var utf8 = field is null ? null : Encoding.UTF8.GetBytes(field);
            var length = BitConverter.GetBytes(utf8?.Length ?? -1);
            bytes.AddRange(BitConverter.IsLittleEndian ? [.. length.Reverse()] : length);
            bytes.AddRange(utf8 ?? []);
        }

        return [.. bytes];

        static string? Text(JsonElement x) => x.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => x.GetString(), _ => x.GetRawText() };
    }

    private async Task<Checkpoint> NewestAsync(string suite) =>
        Checkpoint.Open(await store.Host.Client.GetStringAsync(new Uri($"/api/log/checkpoint?suite={suite}", UriKind.Relative), Now), await KeyAsync(suite)).ShouldNotBeNull();

    private async Task<NoteKey> KeyAsync(string suite) =>
        NoteKey.Parse((await GetAsync("/api/log/keys")).Answer.GetProperty("keys").EnumerateArray().Single(x => x.GetProperty("suite").GetString() == suite).GetProperty("key").GetString()!).ShouldNotBeNull();

    private async Task<(int Status, JsonElement Answer)> GetAsync(string path)
    {
        using var answer = await store.Host.Client.GetAsync(new Uri(path, UriKind.Relative), Now);

        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Now)));
    }
}
