using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary>One command of the command line for each command of the business, made from its record: a property is an option.</summary>
public static class FactCommands
{
    private const string Enterprise = "EnterpriseId", Into = "IntoId";

    public static IEnumerable<Command> Create() => Api.CommandTypes.OrderBy(x => x.Name, StringComparer.Ordinal).Select(Create);

    private static Command Create(Type type)
    {
        var path = type.GetCustomAttribute<PostedToAttribute>()!;
        var command = new Command(Kebab(type.Name), $"{path.Title}（POST {path.Path}）");
        var options = type.GetConstructors().Single().GetParameters().ToDictionary(x => x, x => new Option<string?>("--" + (x.Name == Enterprise ? "enterprise" : x.Name == Into ? "into" : Kebab(x.Name!)))
        {
            Description = x.Name is Enterprise or Into ? "企业：统一社会信用代码、名称或编号" : x.ParameterType.IsAssignableTo(typeof(ICommand)) ? "更正后的内容，JSON" : x.ParameterType == typeof(DateOnly) || x.ParameterType == typeof(DateOnly?) ? "日期，如 2024-03-05" : "",
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

                if (property.Name is not (Enterprise or Into))
                {
                    body[name] = Value(text, property.ParameterType);
                }
                else if (await IdOfAsync(api, text, cancellation) is { } id)
                {
                    body[name] = id;
                }
                else
                {
                    return Exit.Failed;
                }
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
