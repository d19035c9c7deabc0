using Qingyang.Investment.Contacts;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs.Contacts;

public class LoggingAContact(Api api)
{
    private const string Path = "/api/contacts";

    [Fact]
    public async Task Answers_201() => await api.RecordsAsync(Path, Given.AContact(await api.RegisteredAsync()), "contact_logged");

    [Fact]
    public async Task Answers_200_when_it_stands_there_in_other_spacing()
    {
        var enterprise = await api.RegisteredAsync();
        await api.DoneAsync(Path, Given.AContact(enterprise, content: "洽谈，算力租赁"));

        await api.HadThatAlreadyAsync(Path, Given.AContact(enterprise, content: "洽谈， 算力租赁 "), enterprise);
    }

    [Fact]
    public async Task Keeps_the_next_step_and_tells_it()
    {
        var enterprise = await api.RegisteredAsync();
        await api.DoneAsync(Path, new { enterpriseId = enterprise, on = "2024-03-05", method = "走访", performedBy = "李四", content = "洽谈", nextStep = "寄合同", nextStepOn = "2024-03-12" });

        var (_, told) = await api.GetAsync($"/api/enterprises/{enterprise}");

        told.GetProperty("events").EnumerateArray().Last().GetProperty("sentence").GetString().ShouldBe("2024-03-05 李四走访对接：洽谈；下一步：寄合同（2024-03-12 前）");
    }

    [Theory]
    [InlineData("nextStep", null, "2024-03-12")]
    [InlineData("nextStepOn", "寄合同", "2024-03-04")]
    public async Task Is_refused_with_400_for_a_next_step_without_words_or_before_the_contact(string field, string? nextStep, string nextStepOn) => await api.RefusesFieldAsync(
        Path, new { enterpriseId = await api.RegisteredAsync(), on = "2024-03-05", method = "走访", performedBy = "李四", content = "洽谈", nextStep, nextStepOn }, field);

    [Theory]
    [InlineData("on", "1999-12-31", "走访", "李四", "洽谈")]
    [InlineData("on", "2999-01-01", "走访", "李四", "洽谈")]
    [InlineData("method", "2024-03-05", "托梦", "李四", "洽谈")]
    [InlineData("performedBy", "2024-03-05", "走访", " ", "洽谈")]
    [InlineData("content", "2024-03-05", "走访", "李四", "")]
    public async Task Is_refused_with_400_for_a_field(string field, string on, string method, string performedBy, string content) =>
        await api.RefusesFieldAsync(Path, new { enterpriseId = await api.RegisteredAsync(), on, method, performedBy, content }, field);

    [Fact]
    public Task Is_refused_with_404_for_an_enterprise_that_is_not_there() => api.RefusesAsync(Path, Given.AContact(Guid.CreateVersion7()), 404);

    [Fact]
    public async Task Is_refused_with_412_when_somebody_was_faster()
    {
        var enterprise = await api.RegisteredAsync();
        await api.DoneAsync(Path, Given.AContact(enterprise, content: "第一次", seenVersion: 1));

        await api.RefusesAsync(Path, Given.AContact(enterprise, content: "第二次", seenVersion: 1), 412);
    }

    [Fact]
    public async Task Answers_the_same_under_the_same_key_and_refuses_others_under_it()
    {
        var enterprise = await api.RegisteredAsync();

        await api.KeepsTheKeyAsync(Path, Given.AContact(enterprise), Given.AContact(enterprise, content: "另一次"));
    }

    [Fact]
    public async Task Is_recorded_once_when_sent_ten_times_at_once() =>
        await api.RecordsOneOfTenAtOnceAsync(Path, Given.AContact(await api.RegisteredAsync()));

    [Fact]
    public async Task Is_recorded_once_when_sent_ten_times_at_once_by_one_who_saw_the_version_before() =>
        await api.RecordsOneOfTenAtOnceAsync(Path, Given.AContact(await api.RegisteredAsync(), seenVersion: 1));

    [Fact]
    public async Task Of_ten_enterprises_at_once_under_one_key_gives_one_201_and_nine_422()
    {
        var (key, enterprises) = (Given.AKey(), await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.RegisteredAsync())));
        var before = await api.EventsAsync();

        var answers = await Task.WhenAll(enterprises.Select(x => api.PostAsync(Path, Given.AContact(x), key)));

        answers.Count(x => x.Status == 201).ShouldBe(1);
        answers.Count(x => x.Status == 422).ShouldBe(9);
        (await api.EventsAsync()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Of_twenty_different_ones_at_once_gives_twenty_201_and_all_are_there()
    {
        var enterprise = await api.RegisteredAsync();
        var before = await api.EventsAsync();
        var contents = Enumerable.Range(1, 20).Select(x => Given.Own("第几次洽谈")).ToList();

        var answers = await Task.WhenAll(contents.Select(x => api.PostAsync(Path, Given.AContact(enterprise, content: x))));

        answers.Select(x => x.Status).ShouldAllBe(x => x == 201);
        (await api.EventsAsync()).ShouldBe(before + 20);
        var (_, told) = await api.GetAsync($"/api/enterprises/{enterprise}");
        told.GetProperty("events").EnumerateArray().Skip(1).Select(x => x.GetProperty("fact").GetProperty("content").GetString()).ShouldBe(contents, ignoreOrder: true);
    }

    [Fact]
    public async Task Keeps_the_other_side_out_of_the_log_and_beside_it()
    {
        var (person, phone, enterprise) = (Given.Own("赵联系"), Given.Own("1390000"), await api.RegisteredAsync());

        var (_, answer) = await api.PostAsync(Path, new { enterpriseId = enterprise, on = "2024-03-05", method = "电话", performedBy = "李四", content = "洽谈", contactPerson = $" {person} ", phone }, Given.AKey());

        var entry = answer.GetProperty("entryId").GetGuid();
        (await api.RowsAsync($"select data::text || ' ' || headers::text from {EventStore.Schema}.mt_events where id = '{entry}'")).ShouldHaveSingleItem();
        (await api.RowsAsync($"select data::text || ' ' || headers::text from {EventStore.Schema}.mt_events where (data::text || headers::text) like '%{person}%' or (data::text || headers::text) like '%{phone}%'")).ShouldBeEmpty();
        (await api.RowsAsync($"select enterprise_id || ' ' || person || ' ' || phone from {ContactPersons.TableName} where entry_id = '{entry}'"))
            .ShouldBe([$"{enterprise} {person} {phone}"]);
    }

    [Fact]
    public async Task Says_in_the_log_who_recorded_it_and_from_where()
    {
        var (_, answer) = await api.PostAsync(Path, Given.AContact(await api.RegisteredAsync()));

        var rows = await api.RowsAsync(
            $"select user_name || '|' || (headers ->> 'source') || '|' || (data ->> 'performedBy') from {EventStore.Schema}.mt_events where id = '{answer.GetProperty("entryId").GetGuid()}'");
        rows.ShouldBe(["王五|api|李四"]);
    }
}
