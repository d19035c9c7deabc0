using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Qingyang.Investment.Verifier;

/// <summary>Tells a report: to people line by line, to programs as JSON.</summary>
public static class Telling
{
    /// <summary>To people; programs get all that were kept.</summary>
    private const int Shown = 20;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Report report, TextWriter to)
    {
        foreach (var step in report.Steps)
        {
            to.WriteLine(Say.Of("tell.step", Say.Of("state." + StateOf(step)), step.Title, step.Checked));

            foreach (var finding in step.Findings.OrderByDescending(x => x.IsWrong).Take(Shown))
            {
                to.WriteLine(Say.Of(finding.IsWrong ? "tell.finding.wrong" : "tell.finding.warning", finding.Sentence));
            }

            if (step.Wrongs + step.Warnings > Shown)
            {
                to.WriteLine(Say.Of("tell.more", step.Wrongs + step.Warnings - Shown));
            }
        }

        to.WriteLine();
        to.WriteLine(report switch
        {
            { Unreadable: { } why } => Say.Of("tell.unreadable", why),
            { First: { } first } => Say.Of("tell.wrong", first.Sentence),
            { Warnings: > 0 } => Say.Of("tell.good.warnings", report.Warnings),
            _ => Say.Of("tell.good"),
        });
        to.WriteLine(Say.Of("tell.seconds", report.Seconds.ToString("0.0", CultureInfo.InvariantCulture)));
    }

    public static void WriteJson(Report report, Stream to)
    {
        using var json = new Utf8JsonWriter(to, Readable);
        json.WriteStartObject();
        json.WriteString("pack", report.Pack);
        json.WriteBoolean("good", report.ExitCode == 0);
        json.WriteNumber("exit", report.ExitCode);
        json.WriteString("unreadable", report.Unreadable);
        Write(json, "first", report.First);
        json.WriteNumber("seconds", Math.Round(report.Seconds, 3));
        json.WriteStartArray("steps");

        foreach (var step in report.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Key);
            json.WriteString("title", step.Title);
            json.WriteString("state", StateOf(step));
            json.WriteString("checked", step.Checked);
            json.WriteNumber("wrongs", step.Wrongs);
            json.WriteNumber("warnings", step.Warnings);
            json.WriteStartArray("findings");

            foreach (var finding in step.Findings)
            {
                Write(json, name: null, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        to.WriteByte((byte)'\n');
    }

    private static string StateOf(Step step) => step.Wrongs > 0 ? "wrong" : step.Skipped ? "skipped" : step.Warnings > 0 ? "warning" : "good";

    private static void Write(Utf8JsonWriter json, string? name, Finding? finding)
    {
        if (finding is null)
        {
            json.WriteNull(name!);

            return;
        }

        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteBoolean("wrong", finding.IsWrong);
        json.WriteString("sentence", finding.Sentence);

        if (finding.Position is { } position)
        {
            json.WriteNumber("position", position);
        }

        if (finding.Leaf is { } leaf)
        {
            json.WriteNumber("leaf", leaf);
        }

        if (finding.Event is { } id)
        {
            json.WriteString("event", id);
        }

        json.WriteEndObject();
    }
}
