using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.People;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Platform.EmbeddedPostgres;
using Qingyang.Investment.Specs.Ledgers;
using Qingyang.Investment.Web;
using Wolverine;

namespace Qingyang.Investment.Specs.Pages;

/// <summary>Specs of pages: the real server on a port of its own with the demo city in it, and a real browser. Started once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class Browser : IAsyncLifetime, ICollectionFixture<Browser>
{
    public const string Name = "pages";
    public const string Password = "十个字符以上的密码";

    private const string HeadlessShell = "/usr/bin/chromium-headless-shell";

    /// <summary>
    /// The one that Debian installs, its headless shell if it is there: the same engine without the pages of which the window itself is made, half the work.
    /// Without the flags its background requests would be refused by a closed network.
    /// </summary>
    public static BrowserTypeLaunchOptions Chromium { get; } = new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("QY_CHROMIUM") ?? (File.Exists(HeadlessShell) ? HeadlessShell : "/usr/bin/chromium"),
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    };

    private readonly Dictionary<Role, string> signedIn = [];
    private PostgresCluster cluster = null!;
    private WebApplication app = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public string Url { get; private set; } = "";

    public IServiceProvider Services => app.Services;

    public async ValueTask InitializeAsync()
    {
        cluster = await PostgresCluster.StartAsync(ClusterSettings.FromEnvironment() with { DataFolder = Api.Folder, Database = "pages" }, NullLogger.Instance, CancellationToken.None);
        app = Server.Build(cluster.ConnectionString, Api.Local, DurabilityMode.Solo, "http://127.0.0.1:0");
        await app.StartAsync();
        Url = app.Urls.First();

        foreach (var role in Rights.OfPeople)
        {
            await Services.GetRequiredService<Accounts>().AddAsync(NameOf(role), role, Password, by: null, CancellationToken.None);
        }

        await ImportAsync(DemoLedger.Xlsx, "台账.xlsx");
        Assertions.SetDefaultExpectTimeout(20_000);   // a loaded machine is slow, not wrong
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(Chromium);
    }

    public static string NameOf(Role role) => "页面" + role.ToChinese();

    public async Task ImportAsync(byte[] content, string file)
    {
        await using var scope = Services.CreateAsyncScope();
        var kept = (HandedIn.Kept)await scope.ServiceProvider.GetRequiredService<HandInLedger>().TakeAsync(file, content, strict: false, "演示", key: null, CancellationToken.None);
        await Services.GetRequiredService<LedgerAnswers>().WaitAsync(kept.LedgerId, TimeSpan.FromMinutes(5), progress: null, CancellationToken.None);
    }

    /// <summary>A browser of one's own, signed in by the page as people do; null for a stranger.</summary>
    public async Task<Visit> VisitAsync(Role? role = Role.Staff, int width = 1440, bool scripts = true, ColorScheme colours = ColorScheme.Light)
    {
        if (role is { } who && !signedIn.ContainsKey(who))
        {
            await using var first = await OpenAsync(null, 1440, scripts: true, ColorScheme.Light);
            await first.SignInAsync(NameOf(who), Password);
            signedIn[who] = await first.Context.StorageStateAsync();
        }

        return await OpenAsync(role is { } known ? signedIn[known] : null, width, scripts, colours);
    }

    private async Task<Visit> OpenAsync(string? state, int width, bool scripts, ColorScheme colours)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Url,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 },
            HasTouch = width < 500,
            JavaScriptEnabled = scripts,
            ColorScheme = colours,
            StorageState = state,
        });

        return new Visit(context, await context.NewPageAsync(), Url);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await cluster.DisposeAsync();
    }
}

/// <summary>One browser window, and what must never happen in it: a console error, a request off the machine.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>All rules; what passes them is not written out, node by node, for nobody to read.</summary>
    private static readonly AxeRunOptions Wcag = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations],
    };

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly List<string> faults = [];

    public Visit(IBrowserContext context, IPage page, string url)
    {
        (Context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type == "error" && !IsExpected(message.Text), message.Text);
        page.PageError += (_, error) => Note(!error.Contains("ViewTransition", StringComparison.Ordinal), error);   // a spec goes on before a page has faded in
        page.Request += (_, request) => Note(request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith(url, StringComparison.Ordinal), request.Url);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Statuses that the spec provokes: the browser tells them on the console as errors.</summary>
    public IReadOnlyList<int> Expected { get; set; } = [];

    public async Task SignInAsync(string name, string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("账户名").FillAsync(name);
        await Page.GetByLabel("密码").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>No console error so far, and no request off the machine.</summary>
    public void ShouldBeQuiet() => faults.ShouldBeEmpty();

    /// <summary>WCAG 2.2 AA, as far as a program can tell (axe). It runs in the page: where scripts are off it never ends.</summary>
    public async Task ShouldBeAccessibleAsync() =>
        (await Page.RunAxe(Wcag).WaitAsync(Longest)).Violations.Select(x => $"{x.Id}: {x.Help}: {string.Join(" | ", x.Nodes.Take(3).Select(n => n.Html))}").ShouldBeEmpty();

    /// <summary>Nothing sticks out at the side.</summary>
    public async Task ShouldFitAsync() => (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);

    private bool IsExpected(string text) => Expected.Any(x => text.Contains($"status of {x}", StringComparison.Ordinal));

    private void Note(bool isFault, string text)
    {
        if (isFault)
        {
            faults.Add(text);
        }
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
