using System.Text.Json;

namespace Qingyang.Investment.Specs;

/// <summary>What every command promises, whichever it is.</summary>
public static class Promises
{
    /// <summary>201, one event, and where to find it.</summary>
    public static async Task RecordsAsync(this Api api, string path, object body, string type)
    {
        var before = await api.EventsAsync();

        var (status, answer) = await api.PostAsync(path, body);

        status.ShouldBe(201, answer.ToString());
        (await api.EventsAsync()).ShouldBe(before + 1);
        var entry = answer.GetProperty("entryId").GetGuid();
        var (found, timeline) = await api.GetAsync($"/api/enterprises/{answer.GetProperty("enterpriseId").GetGuid()}");
        found.ShouldBe(200);
        timeline.GetProperty("events").EnumerateArray().Single(x => x.GetProperty("id").GetGuid() == entry).GetProperty("type").GetString().ShouldBe(type);
    }

    /// <summary>A problem of that status, in a Chinese sentence; nothing is recorded.</summary>
    public static async Task<JsonElement> RefusesAsync(this Api api, string path, object body, int status)
    {
        var before = await api.EventsAsync();

        var answer = await api.PostAsync(path, body);

        answer.Status.ShouldBe(status, answer.Body.ToString());
        answer.Body.ShouldBeAProblem(status);
        (await api.EventsAsync()).ShouldBe(before);

        return answer.Body;
    }

    /// <summary>400, naming just that field, with a sentence.</summary>
    public static async Task RefusesFieldAsync(this Api api, string path, object body, string field)
    {
        var problem = await api.RefusesAsync(path, body, 400);

        var fields = problem.GetProperty("errors").EnumerateObject().ToList();
        fields.Select(x => x.Name).ShouldBe([field]);
        fields[0].Value.EnumerateArray().ShouldNotBeEmpty();
        fields[0].Value.EnumerateArray().ShouldAllBe(x => IsChinese(x.GetString()!));
    }

    /// <summary>200: it had already been so; nothing is recorded.</summary>
    public static async Task HadThatAlreadyAsync(this Api api, string path, object body, Guid enterprise)
    {
        var before = await api.EventsAsync();

        var (status, answer) = await api.PostAsync(path, body);

        status.ShouldBe(200, answer.ToString());
        answer.GetProperty("enterpriseId").GetGuid().ShouldBe(enterprise);
        (await api.EventsAsync()).ShouldBe(before);
    }

    /// <summary>The same again under the same key: answered as the first time, and nothing more is recorded. Other content under it: 422.</summary>
    public static async Task KeepsTheKeyAsync(this Api api, string path, object body, object other)
    {
        var key = Given.AKey();
        var first = await api.PostAsync(path, body, key);
        first.Status.ShouldBe(201, first.Body.ToString());
        var events = await api.EventsAsync();

        var second = await api.PostAsync(path, body, key);
        var reused = await api.PostAsync(path, other, key);

        second.Status.ShouldBe(201);
        second.Body.GetRawText().ShouldBe(first.Body.GetRawText());
        reused.Status.ShouldBe(422);
        reused.Body.ShouldBeAProblem(422);
        (await api.EventsAsync()).ShouldBe(events);
    }

    /// <summary>Ten times at once under one key: one event, and all are told the same.</summary>
    public static async Task RecordsOneOfTenAtOnceAsync(this Api api, string path, object body)
    {
        var key = Given.AKey();
        var before = await api.EventsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.PostAsync(path, body, key)));

        answers.Select(x => $"{x.Status} {x.Body}").Distinct().ShouldHaveSingleItem().ShouldStartWith("201 ");
        (await api.EventsAsync()).ShouldBe(before + 1);
    }

    /// <summary>RFC 9457, with a sentence in Chinese that says what to do.</summary>
    public static void ShouldBeAProblem(this JsonElement problem, int status)
    {
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        IsChinese(problem.GetProperty("detail").GetString()!).ShouldBeTrue(problem.ToString());
    }

    /// <summary>A problem of that status, in a Chinese sentence.</summary>
    public static void ShouldBeRefused(this (int Status, JsonElement Body) answer, int status)
    {
        answer.Status.ShouldBe(status, answer.Body.ToString());
        answer.Body.ShouldBeAProblem(status);
    }

    private static bool IsChinese(string sentence) => sentence.Any(c => c is >= '\u4e00' and <= '\u9fff') && sentence[^1] is '。';
}
