using System.CommandLine;
using Npgsql;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web.Hosting;

namespace Qingyang.Investment.Web.CommandLine;

/// <summary><c>run</c>: everything, on the embedded PostgreSQL unless another is named. An empty store gets the demo ledger.</summary>
public static class RunCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var empty = new Option<bool>("--empty") { Description = "空库时不导入演示台账" };
        var demo = new Option<bool>("--demo") { Description = "给每种角色建一个演示账户，并显示密码" };
        var command = new Command("run", "启动服务") { empty, demo };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                return await RunAsync(parsed.GetValue(empty), parsed.GetValue(demo), cancellation);
            }
            catch (Exception e) when (Session.Sentence(e) is { } sentence)
            {
                await Console.Error.WriteLineAsync(sentence);

                return e is OperationCanceledException ? Exit.Done : Exit.Failed;
            }
        });

        return command;
    }

    private static async Task<int> RunAsync(bool empty, bool demo, CancellationToken cancellation)
    {
        var urls = Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is { Length: > 0 } set ? set : DefaultUrl;
        var external = Environment.GetEnvironmentVariable("ConnectionStrings__investment") is { Length: > 0 };

        if (!external && await RunningServer.FindAsync(account: null, cancellation) is { } running)
        {
            throw new CannotRunException($"服务已经在 {running.BaseAddress} 运行，用的是同一个数据文件夹。要另开一个，请设置 QY_DATA 和 ASPNETCORE_URLS。");
        }

        Loopback.AssertFree(urls);
        await using var database = await Database.OpenAsync(cancellation);
        using var turn = external ? null : await HostTurn.TakeAsync(_ => Task.FromResult(false), cancellation);
        var token = RunningServer.NewToken();
        await using var app = Server.Build(database.ConnectionString, new LocalToken(token), database.Durability, urls);

        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e)
        {
            throw new CannotRunException($"不能在 {urls} 监听：{e.Message} 请换一个端口：ASPNETCORE_URLS=http://127.0.0.1:5081");
        }

        var url = app.Urls.First();
        var accounts = await app.Services.GetRequiredService<FirstAccounts>().MakeAsync(demo, cancellation);   // before anybody is told that it runs

        if (!external)
        {
            new RunningServer(url, token).Announce();
        }

        try
        {
            Console.WriteLine($"{app.Services.GetRequiredService<City>().Name}招商系统已启动：{url}");
            Console.WriteLine($"{database.Description}；按 Ctrl+C 停止。");

            if (!Loopback.IsAll(urls) && urls.Contains("http://", StringComparison.OrdinalIgnoreCase))
            {
                Console.WriteLine("注意：别的机器可以连到这里，而 HTTP 是明文。请放在 HTTPS 反向代理后面，并设置 ASPNETCORE_FORWARDEDHEADERS_ENABLED=true。");
            }

            Show(accounts);
            _ = database.KeepAliveAsync(app.Services.GetRequiredService<ILogger<Database>>(), app.Lifetime.ApplicationStopping);
            await (empty ? Task.CompletedTask : DemoAsync(app.Services, cancellation));
            await app.WaitForShutdownAsync(cancellation);
        }
        finally
        {
            if (!external)
            {
                RunningServer.Withdraw();
            }
        }

        return Exit.Done;
    }

    /// <summary>Told once: the store keeps only hashes.</summary>
    private static void Show(IReadOnlyList<Handed> accounts)
    {
        if (accounts.Count > 0)
        {
            Console.WriteLine("新建了账户，密码只显示这一次，请记下来：");
        }

        foreach (var x in accounts)
        {
            Console.WriteLine($"    {x.Name}（{x.Role.ToChinese()}）    {x.Password}");
        }
    }

    private static async Task DemoAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var (_, log) = await services.GetRequiredService<ReadModelPosition>().FindAsync(cancellation);
        await using var any = services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"select exists (select from {LedgerTables.Ledgers})");

        if (log > 0 || (bool)(await any.ExecuteScalarAsync(cancellation))!)
        {
            return;
        }

        Console.WriteLine("这是一个空库，正在导入演示台账……");
        await using var scope = services.CreateAsyncScope();
        var file = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "demo"), "*.xlsx").Single();
        var handedIn = await scope.ServiceProvider.GetRequiredService<HandInLedger>()
            .TakeAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file, cancellation), strict: false, "演示", key: "demo", cancellation);
        var answer = await services.GetRequiredService<LedgerAnswers>()
            .WaitAsync(((HandedIn.Kept)handedIn).LedgerId, TimeSpan.FromHours(1), progress: null, cancellation);
        Console.WriteLine($"演示台账已导入：{Session.Number(answer!.Recorded)} 行。");
    }
}
