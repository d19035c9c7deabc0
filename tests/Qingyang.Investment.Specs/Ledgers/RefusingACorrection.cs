namespace Qingyang.Investment.Specs.Ledgers;

/// <summary>Corrections that say nothing, or of something that is not there: one sentence, and the draft stays as it was.</summary>
public sealed class RefusingACorrection : IAsyncLifetime
{
    private Store store = null!;

    public async ValueTask InitializeAsync() => store = await Store.StartAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData("对接", 4, "没有的列=1", 400)]
    [InlineData("对接", 4, "产业链=人工智能", 400)]
    [InlineData("对接", 4, "对接日期=2024-02-28 对接日期*=2024-02-29", 400)]
    [InlineData("对接", 5, "对接方式=走访", 404)]
    [InlineData("对接", 1, "对接方式=走访", 404)]
    [InlineData("对接", 0, "对接方式=走访", 404)]
    [InlineData("别的", 4, "对接方式=走访", 404)]
    public async Task Is_refused_where_there_is_no_such_row_or_column(string sheet, int row, string cells, int status)
    {
        var id = await store.DraftAsync();

        for (var time = 0; time < 2; time++)
        {
            (await store.CorrectAsync(id, sheet, row, Cells(cells))).ShouldBeRefused(status);
        }

        (await store.ScalarAsync<long>("select count(*) from investment.ledger_corrections")).ShouldBe(0);
    }

    [Fact]
    public async Task Is_refused_without_cells_or_with_a_text_that_no_cell_holds_and_drops_what_nobody_can_see()
    {
        var id = await store.DraftAsync();

        (await store.SendAsync(HttpMethod.Put, $"/api/ledgers/{id}/rows/对接/4", new { reason = "忘了" })).ShouldBeRefused(400);
        (await store.SendAsync(HttpMethod.Put, $"/api/ledgers/{id}/rows/对接/4", new { cells = new { 内容 = 5 } })).ShouldBeRefused(400);
        (await store.CorrectAsync(id, "对接", 4, new() { ["内容"] = new string('谈', 32_768) })).ShouldBeRefused(400);
        (await store.CorrectAsync(id, "对接", 4, [], new string('由', 501))).ShouldBeRefused(400);
        (await store.CorrectAsync(id, "对接", 4, new() { ["内容"] = " 谈\0电 " })).Body.GetProperty("row").GetProperty("cells")[7].GetProperty("corrected").GetString().ShouldBe("谈电");
    }

    [Fact]
    public async Task Is_refused_when_it_is_no_draft_any_more_or_never_was_there()
    {
        var id = await store.DraftAsync();
        (await store.SendAsync(HttpMethod.Post, $"/api/ledgers/{id}/confirmation")).Status.ShouldBe(201);

        (await store.CorrectAsync(id, "对接", 4, [])).ShouldBeRefused(409);
        (await store.SendAsync(HttpMethod.Delete, $"/api/ledgers/{id}/rows/对接/4")).ShouldBeRefused(409);
        (await store.CorrectAsync(Guid.CreateVersion7().ToString(), "对接", 4, [])).ShouldBeRefused(404);
        (await store.SendAsync(HttpMethod.Delete, $"/api/ledgers/{Guid.CreateVersion7()}/rows/对接/4")).ShouldBeRefused(404);
    }

    private static Dictionary<string, string?> Cells(string words) => words.Split(' ').Select(x => x.Split('=')).ToDictionary(x => x[0], x => (string?)x[1]);
}
