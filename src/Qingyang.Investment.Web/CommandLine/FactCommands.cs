using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary>One command of the command line for each command of the business, made from its record: a property is an option.</summary>
public static class FactCommands
{
    private const string Enterprise = "EnterpriseId", Into = "IntoId", EntryOf = "EntryId";

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IEnumerable<Command> Create() => Api.CommandTypes.OrderBy(x => x.Name, StringComparer.Ordinal).Select(Create);

    private static Command Create(Type type)
    {
        var path = type.GetCustomAttribute<PostedToAttribute>()!;
        var command = new Command(Kebab(type.Name), $"{path.Title}（POST {path.Path}）");
        var options = type.GetConstructors().Single().GetParameters().ToDictionary(x => x, x => new Option<string?>("--" + Kebab(x.Name is Enterprise or Into or EntryOf ? x.Name[..^2] : x.Name!))
        {
            Description = DescriptionOf(x),
            Required = !x.HasDefaultValue && new NullabilityInfoContext().Create(x).WriteState != NullabilityState.Nullable,
            HelpName = x.Name,
        });
        var (key, json, recorder) = (new Option<string?>("--key") { Description = "幂等键：同一个键再发一次不会重复记录", HelpName = "键" }, Options.Json(), Options.As());

        foreach (var option in options.Values.Append<Option>(key).Append(json).Append(recorder))
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => Session.RunAsync(parsed.GetValue(recorder), async api =>
        {
            var body = new JsonObject();

            foreach (var (property, option) in options)
            {
                if (parsed.GetValue(option) is not { } text)
                {
                    continue;
                }

                var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name!);

                var value = property.Name switch
                {
                    Enterprise or Into => await IdOfAsync(api, text, cancellation),
                    EntryOf => await EntryOfAsync(api, body, text, cancellation),
                    _ => Value(text, property.ParameterType),
                };

                if (value is null)
                {
                    return Exit.Failed;   // why was said
                }

                body[name] = value;
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, path.Path) { Content = JsonContent.Create(body) };

            if (parsed.GetValue(key) is { } used)
            {
                request.Headers.Add(Api.KeyHeader, Uri.EscapeDataString(used));   // a header is ASCII
            }

            using var answer = await api.SendAsync(request, cancellation);

            return await Session.AnswerAsync(answer, parsed.GetValue(json), x => Console.WriteLine(
                x.TryGetProperty("entryId", out var entry) ? $"已记录：企业 {x.GetProperty("enterpriseId")}，条目 {entry}" : "此前已经如此，没有重复记录。"), cancellation);
        }, cancellation));

        return command;
    }

    private static async Task<string?> IdOfAsync(HttpClient api, string words, CancellationToken cancellation)
    {
        string? id = null;
        await Session.GetAsync(api, $"/api/enterprises/{Uri.EscapeDataString(words)}", json: false, x => id = x.GetProperty("id").GetString(), cancellation);

        return id;
    }

    /// <summary>The entry of that log position, as <c>./qy enterprise</c> tells it; anything else is the entry's own id.</summary>
    private static async Task<string?> EntryOfAsync(HttpClient api, JsonObject body, string text, CancellationToken cancellation)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return text;
        }

        JsonElement? entry = null;
        await Session.GetAsync(api, $"/api/enterprises/{body["enterpriseId"]}", json: false,
            x => entry = x.GetProperty("events").EnumerateArray().Cast<JsonElement?>().SingleOrDefault(e => e!.Value.GetProperty("position").GetInt64() == position), cancellation);

        if (entry is not { } found)
        {
            await Console.Error.WriteLineAsync($"这家企业没有日志位置为 {text} 的条目；用 ./qy enterprise 查看。");

            return null;
        }

        // It may have been entered about one that was merged into this one since.
        if (found.GetProperty("enteredFor").GetString() is { } other)
        {
            body["enterpriseId"] = other;
        }

        return found.GetProperty("id").GetString();
    }

    private static string DescriptionOf(ParameterInfo x) => x.Name switch
    {
        Enterprise or Into => "企业：统一社会信用代码、名称或编号",
        EntryOf => "条目：./qy enterprise 列出的日志位置，或编号",
        _ when x.ParameterType.IsAssignableTo(typeof(ICommand)) => $"更正后的内容，JSON，如 {ExampleOf(x.ParameterType)}",
        _ => (Nullable.GetUnderlyingType(x.ParameterType) ?? x.ParameterType) == typeof(DateOnly) ? "日期，如 2024-03-05" : "",
    };

    /// <summary>What stands in the place of an entry: whose it is goes without saying.</summary>
    private static string ExampleOf(Type command)
    {
        var example = JsonSerializer.SerializeToNode(command.GetProperty("Example")!.GetValue(null), command, Readable)!.AsObject();
        example.Remove("enterpriseId");

        return example.ToJsonString(Readable);
    }

    private static JsonNode Value(string text, Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) == typeof(decimal) && decimal.TryParse(text, CultureInfo.InvariantCulture, out var amount) ? amount
        : (Nullable.GetUnderlyingType(type) ?? type) == typeof(int) && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : type.IsAssignableTo(typeof(ICommand)) ? Parsed(text)
        : text;

    /// <summary>What is not JSON goes as text: the API says what is wrong with it.</summary>
    private static JsonNode Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
