using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Specs.Ledgers;
using Qingyang.Investment.Web.Hosting;

namespace Qingyang.Investment.Specs.Operations;

public class SeeingItRun
{
    private const string Person = "赵联系";
    private const string Phone = "13912345678";

    [Fact]
    public async Task Shows_a_question_a_command_and_a_ledger_in_traces_and_metrics_and_nobodys_name_or_phone()
    {
        var (spans, metrics) = (new List<Activity>(), new List<Metric>());
        await using var store = await Store.StartAsync(builder => Telemetry.Add(builder.Services)
            .WithTracing(x => x.AddInMemoryExporter(spans)).WithMetrics(x => x.AddInMemoryExporter(metrics)));
        var enterprise = await RegisteredAsync(store);
        await LogContactAsync(store, enterprise, 201);
        await LogContactAsync(store, Guid.CreateVersion7(), 404);
        await store.GetAsync("/api/funnel?groupBy=county");
        (await store.HandInAsync(SmallLedger.WithABadRow())).Status.ShouldBe(201);

        store.Services.GetRequiredService<TracerProvider>().ForceFlush();
        store.Services.GetRequiredService<MeterProvider>().ForceFlush();

        var told = spans.ToList().Select(Told).ToList();
        told.ShouldContain(x => x.Contains("GET /api/funnel", StringComparison.Ordinal));
        told.ShouldContain(x => x.Contains("POST /api/contacts", StringComparison.Ordinal));
        told.ShouldContain(x => x.StartsWith("Wolverine ", StringComparison.Ordinal) && x.Contains("LogContact", StringComparison.Ordinal));
        told.ShouldContain(x => x.StartsWith("Npgsql ", StringComparison.Ordinal) && x.Contains("contact_persons", StringComparison.Ordinal));
        told.ShouldContain(x => x.StartsWith("Marten ", StringComparison.Ordinal));
        told.Where(x => x.Contains(Person, StringComparison.Ordinal) || x.Contains(Phone, StringComparison.Ordinal)).ShouldBeEmpty();
        told.Where(x => x.StartsWith("Npgsql ", StringComparison.Ordinal) && (x.Contains(enterprise.ToString(), StringComparison.Ordinal) || x.Contains("环县", StringComparison.Ordinal))).ShouldBeEmpty();

        Sum(metrics, "qingyang.commands", ("command", "LogContact"), ("outcome", "done")).ShouldBe(1);
        Sum(metrics, "qingyang.commands", ("command", "LogContact"), ("outcome", "unknown")).ShouldBe(1);
        Sum(metrics, "qingyang.ledger.rows", ("sheet", "对接"), ("verdict", "accepted")).ShouldBe(1);
        Sum(metrics, "qingyang.ledger.rows", ("sheet", "对接"), ("verdict", "rejected")).ShouldBe(1);
        string[] names = ["qingyang.funnel.duration", "qingyang.ledger.duration", "qingyang.read_models.lag", "http.server.request.duration", "db.client.operation.duration", "marten.event.append", "dotnet.gc.collections"];
        names.Except(metrics.Select(x => x.Name)).ShouldBeEmpty(string.Join(' ', metrics.Select(x => x.Name).Distinct()));
        metrics.ShouldContain(x => x.MeterName.StartsWith("Wolverine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Makes_nothing_of_it_unless_asked()
    {
        await using var store = await Store.StartAsync();

        store.Services.GetService<TracerProvider>().ShouldBeNull();
        store.Services.GetService<MeterProvider>().ShouldBeNull();
    }

    [Fact]
    public async Task Logs_what_came_of_a_command_and_what_failed_without_anybodys_name_or_phone()
    {
        var written = new WrittenDown();
        await using var store = await Store.StartAsync(builder => builder.Logging.AddProvider(written).AddFilter<WrittenDown>(null, LogLevel.Trace));
        var enterprise = await RegisteredAsync(store);
        await LogContactAsync(store, enterprise, 201);
        written.Lines.ShouldContain(x => x.StartsWith("Information LogContact: done", StringComparison.Ordinal));

        await BreakAsync(store);
        await LogContactAsync(store, enterprise, 500, "另一次洽谈");

        written.Lines.ShouldContain(x => x.StartsWith("Error PostgreSQL refused a statement", StringComparison.Ordinal) && x.Contains("contact_persons", StringComparison.Ordinal));
        written.Lines.Where(x => x.Contains(Person, StringComparison.Ordinal) || x.Contains(Phone, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_one_JSON_object_a_line_where_asked()
    {
        await using var data = new DataFolder();
        var url = QyProcess.FreeUrl();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        Environment.SetEnvironmentVariable("QY_LOG", "json");   // the process inherits it

        try
        {
            await using var server = QyProcess.Start(data.Path, url, "run", "--empty");
            await server.AnswersAsync(client);
            using var posted = await client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), TestContext.Current.CancellationToken);
            var lines = (await server.InterruptAsync()).Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => JsonElement.Parse(x)).ToList();

            var state = lines.Single(x => x.GetProperty("Category").GetString() == "Qingyang.Investment.Platform.Commands").GetProperty("State");
            (state.GetProperty("Command").GetString(), state.GetProperty("Outcome").GetString()).ShouldBe(("RegisterEnterprise", "done"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("QY_LOG", null);
        }
    }

    private static async Task<Guid> RegisteredAsync(Store store)
    {
        using var answer = await store.Client.PostAsJsonAsync("/api/enterprises", Given.AnEnterprise(), TestContext.Current.CancellationToken);

        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("enterpriseId").GetGuid();
    }

    private static async Task LogContactAsync(Store store, Guid enterprise, int status, string content = "洽谈")
    {
        var body = new { enterpriseId = enterprise, on = "2024-03-05", method = "电话", performedBy = "李四", content, contactPerson = Person, phone = Phone };
        using var answer = await store.Client.PostAsJsonAsync("/api/contacts", body, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    /// <summary>The table of contact persons goes, so that the statement that holds them fails.</summary>
    private static async Task BreakAsync(Store store)
    {
        await using var command = store.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"alter table {ContactPersons.TableName} rename to gone");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static string Told(Activity span) =>
        $"{span.Source.Name} {span.DisplayName} {string.Join(' ', span.TagObjects.Select(x => $"{x.Key}={x.Value}"))} {string.Join(' ', span.Events.SelectMany(x => x.Tags.Select(t => $"{t.Key}={t.Value}")))}";

    private static long Sum(List<Metric> metrics, string name, params (string Key, string Value)[] tags)
    {
        var sum = 0L;

        foreach (ref readonly var point in metrics.Last(x => x.Name == name).GetMetricPoints())
        {
            var found = new Dictionary<string, object?>(StringComparer.Ordinal);

            foreach (var tag in point.Tags)
            {
                found[tag.Key] = tag.Value;
            }

            sum += tags.All(x => Equals(found.GetValueOrDefault(x.Key), x.Value)) ? point.GetSumLong() : 0;
        }

        return sum;
    }
}
