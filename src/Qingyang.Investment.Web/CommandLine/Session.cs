using System.Globalization;
using System.Text.Json;
using Npgsql;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Web.Hosting;
using Spectre.Console;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary>Exit codes: 0 only when done.</summary>
public static class Exit
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Strict, and a row was rejected: nothing was recorded.</summary>
    public const int Rejected = 2;
}

/// <summary>Runs one command of the command line against the API, and tells what went wrong in one sentence.</summary>
public static class Session
{
    public static readonly IAnsiConsole Errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static async Task<int> RunAsync(string? account, Func<HttpClient, Task<int>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connected = await Connected.OpenAsync(account, cancellation);

            return await work(connected.Api);
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);

            return Exit.Failed;
        }
    }

    public static string? Sentence(Exception e) => e switch
    {
        PostgresUnavailableException or CannotRunException => e.Message,
        OperationCanceledException => "已中断。",
        NpgsqlException x => $"连不上数据库：{x.Message}",
        HttpRequestException x => $"连不上正在运行的服务：{x.Message}",
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => e.Message,
        _ => null,
    };

    /// <summary>Prints the answer as it came, or through <paramref name="show"/>; a problem is printed as its sentences.</summary>
    public static async Task<int> AnswerAsync(HttpResponseMessage answer, bool json, Action<JsonElement> show, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);

        if (!answer.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync(Problem(text, answer));

            return Exit.Failed;
        }

        if (json)
        {
            Console.WriteLine(text);
        }
        else
        {
            show(JsonDocument.Parse(text).RootElement);
        }

        return Exit.Done;
    }

    public static async Task<int> GetAsync(HttpClient api, string path, bool json, Action<JsonElement> show, CancellationToken cancellation)
    {
        using var answer = await api.GetAsync(new Uri(path, UriKind.Relative), cancellation);

        return await AnswerAsync(answer, json, show, cancellation);
    }

    /// <summary>Keeps the answer as a file.</summary>
    public static async Task<int> SaveAsync(HttpClient api, string path, string file, CancellationToken cancellation)
    {
        using var answer = await api.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);

        if (!answer.IsSuccessStatusCode)
        {
            return await AnswerAsync(answer, json: false, _ => { }, cancellation);
        }

        await using var content = File.Create(file);
        await answer.Content.CopyToAsync(content, cancellation);
        await Console.Error.WriteLineAsync($"已存到 {file}。");

        return Exit.Done;
    }

    public static async Task<int> PostAsync(HttpClient api, string path, object body, bool json, Action<JsonElement> show, CancellationToken cancellation)
    {
        using var answer = await api.PostAsJsonAsync(path, body, cancellation);

        return await AnswerAsync(answer, json, show, cancellation);
    }

    /// <summary>The sentences of a problem (RFC 9457), those of its fields first.</summary>
    public static string Problem(string text, HttpResponseMessage answer)
    {
        try
        {
            var problem = JsonDocument.Parse(text).RootElement;

            if (problem.TryGetProperty("errors", out var fields))
            {
                return string.Join('\n', fields.EnumerateObject().SelectMany(x => x.Value.EnumerateArray()).Select(x => x.GetString()).Distinct());
            }

            return problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : text;
        }
        catch (JsonException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"服务回答 {(int)answer.StatusCode}。");
        }
    }

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);

        foreach (var (index, column) in columns.Index())
        {
            table.AddColumn(new TableColumn(column) { Alignment = index == 0 ? Justify.Left : Justify.Right });
        }

        return table;
    }

    /// <summary>Its property <c>stage</c>, as people call it.</summary>
    public static string? StageOf(JsonElement x) => x.GetProperty("stage").GetString() is var name && Stages.TryParse(name, out var stage) ? stage.ToChinese() : name;

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A rate in percent with two decimals; nothing of nothing is no rate.</summary>
    public static string Rate(long part, long whole) => whole == 0 ? "—" : (part / (decimal)whole).ToString("P2", CultureInfo.InvariantCulture);
}
