using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Qingyang.Investment.Platform;

/// <summary>Every command is posted as a resource, where its <see cref="PostedToAttribute"/> says; all go through <see cref="Commands"/>.</summary>
public static class Api
{
    public const string KeyHeader = "Idempotency-Key";
    public const int LongestKey = 200;
    public const string KeySentence = "Idempotency-Key 不能超过 200 个字符。";

    private static readonly MethodInfo MapOne = typeof(Api).GetMethod(nameof(MapCommand), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static IEnumerable<Type> CommandTypes => typeof(Api).Assembly.GetTypes().Where(x => x.GetCustomAttribute<PostedToAttribute>() is not null);

    public static void MapCommands(IEndpointRouteBuilder api)
    {
        foreach (var command in CommandTypes)
        {
            MapOne.MakeGenericMethod(command).Invoke(null, [api, command.GetCustomAttribute<PostedToAttribute>()!.Path]);
        }
    }

    private static void MapCommand<T>(IEndpointRouteBuilder api, string path) where T : class, ICommand => api.MapPost(path, async (
        T command, HttpContext http, Recorder recorder, Commands commands, CancellationToken cancellation) =>
    {
        var key = http.Request.Headers[KeyHeader].ToString();

        return key.Length > LongestKey
            ? Query.Wrong(KeyHeader, KeySentence)
            : (IResult)await commands.SendAsync(command, Entry.Of(command, recorder.NameOf(http), "api", key.Length == 0 ? null : key), cancellation);
    });
}
