using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Qingyang.Investment.Web.Pages.Frame;
using Qingyang.Investment.Web.Pages.Overview;

namespace Qingyang.Investment.Web.Pages;

/// <summary>The pages: server-rendered Razor components. Every view is an address; a form posts what the API takes; scripts only help.</summary>
public static class PagesModule
{
    public static readonly CultureInfo Chinese = new("zh-Hans"), English = new("en");

    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));   // Chinese as Chinese: a third of the bytes
        services.AddLocalization();
        services.AddMemoryCache();
        services.AddSingleton<Overviews>();
        services.AddScoped<FiguresNow>();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;   // what forms carry against forgery is masked anew each time, so its length tells nothing
            options.Providers.Add<GzipCompressionProvider>();   // of a page made for one person, Brotli saves 4 % of the bytes and costs a third of the requests; files that are built have both
        });
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            // Chinese first: another language is what somebody chose here, not what their browser came with.
            options.DefaultRequestCulture = new RequestCulture(Chinese);
            options.SupportedCultures = options.SupportedUICultures = [Chinese, English];
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Preferences.LanguageCookie }];
        });
        services.AddAntiforgery(options => options.Cookie.Name = "qy-form");
    }

    public static void Map(WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>();
        Find.FindRows.Map(app);
        Preferences.Map(app);
        Contacts.Installable.Map(app);
        Entrance.SignOut.Map(app);
    }
}
