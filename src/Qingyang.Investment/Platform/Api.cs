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
    public static string KeySentence => Say.Of("key.long");

    private static readonly MethodInfo MapOne = typeof(Api).GetMethod(nameof(MapCommand), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static IEnumerable<Type> CommandTypes => typeof(Api).Assembly.GetTypes().Where(x => x.GetCustomAttribute<PostedToAttribute>() is not null);

    public static void MapCommands(IEndpointRouteBuilder api)
    {
        foreach (var command in CommandTypes)
        {
            MapOne.MakeGenericMethod(command).Invoke(null, [api, command.GetCustomAttribute<PostedToAttribute>()!.Path]);
        }
    }

    private static void MapCommand<T>(IEndpointRouteBuilder api, string path) where T : class, ICommand => Document<T>(api.MapPost(path, async (
        T command, HttpContext http, Actor actor, Commands commands, CancellationToken cancellation) =>
    {
        var key = http.Request.Headers[KeyHeader].ToString();

        return key.Length > LongestKey
            ? Query.Wrong(KeyHeader, KeySentence)
            : (IResult)await commands.SendAsync(command, actor, "api", key.Length == 0 ? null : key, cancellation);
    })).Needs(Right.Record);

    /// <summary>A command shows its example as a static property of that name.</summary>
    private static RouteHandlerBuilder Document<T>(RouteHandlerBuilder endpoint)
    {
        endpoint.Tells("登记事实", typeof(T).GetCustomAttribute<PostedToAttribute>()!.Title).KeepsTheKey()
            .Answers(new Outcome.Done(Examples.Enterprise, Examples.Entry), StatusCodes.Status201Created).Refuses(400, 409, 412, 415, 422, 503);

        if (typeof(T).IsAssignableTo(typeof(IAboutEnterprise)))
        {
            endpoint.Answers(new Outcome.Already(Examples.Enterprise)).Refuses(404);
        }

        return typeof(T).GetProperty("Example")?.GetValue(null) is { } example ? endpoint.Takes(example) : endpoint;
    }
}
