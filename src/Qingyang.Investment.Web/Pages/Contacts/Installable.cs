using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Qingyang.Investment.Lists;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web.Pages.Frame;

namespace Qingyang.Investment.Web.Pages.Contacts;

/// <summary>What makes the page to log a contact one that a phone installs and keeps: its manifest, its service worker, and the enterprises to choose from.</summary>
public static class Installable
{
    public const string KeptContact = "/contact/offline", KeptOther = "/offline";

    private static readonly string[] Assets =
        ["app.css", "app.js", "phone.js", "waiting.js", "waitinglist.js", "whom.js", "contact.js", "lib/htmx.min.js", "icon.svg", "icon-192.png"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(WebApplication app)
    {
        app.MapGet("/manifest.webmanifest", (City city, IStringLocalizer<MainLayout> words) => Results.Text(Manifest(city, words), "application/manifest+json", Encoding.UTF8))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/sw.js", (HttpContext http, EndpointDataSource endpoints) =>
        {
            http.Response.Headers.CacheControl = "no-cache";

            return Results.Text(Worker(endpoints), "text/javascript", Encoding.UTF8);
        }).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/contact/enterprises.json", async (HttpContext http, Actor actor, LikelyContacts likely, CancellationToken cancellation) =>
        {
            http.Response.Headers.CacheControl = "no-store";

            return Results.Ok(new { account = actor.Name, enterprises = await likely.OfAsync(actor.Name, cancellation) });
        }).Needs(Right.Record).ExcludeFromDescription();
    }

    private static string Manifest(City city, IStringLocalizer<MainLayout> words) => JsonSerializer.Serialize(
        new
        {
            id = "/contact",
            name = $"{words["product"]} · {city.Name}",
            short_name = words["product"].Value,
            lang = CultureInfo.CurrentUICulture.Name,
            start_url = "/contact",
            scope = "/",
            display = "standalone",
            background_color = "#0d1a36",
            theme_color = "#0d1a36",
            icons = new[]
            {
                new { src = "/icon-192.png", sizes = "192x192", type = "image/png", purpose = "any" },
                new { src = "/icon-512.png", sizes = "512x512", type = "image/png", purpose = "any" },
                new { src = "/icon-maskable-512.png", sizes = "512x512", type = "image/png", purpose = "maskable" },
            },
        }, Json);

    /// <summary>
    /// The service worker names the very versions of what it keeps, so that it is another one whenever one of them is; and in another
    /// language, since the pages that it keeps are.
    /// </summary>
    private static string Worker(EndpointDataSource endpoints)
    {
        var versions = endpoints.Endpoints.Select(x => x.Metadata.GetMetadata<ResourceAssetCollection>()).OfType<ResourceAssetCollection>().First();
        var known = versions.Select(x => x.Url).ToHashSet(StringComparer.Ordinal);
        var assets = Assets.Select(x => versions[x]).Where(known.Contains).Select(x => "/" + x).ToList();
        var (waiting, offline) = ("/" + versions["waiting.js"], "/" + versions["offline.js"]);
        var kept = string.Join(' ', assets.Append(offline).Append(CultureInfo.CurrentUICulture.Name).Append(typeof(Installable).Module.ModuleVersionId.ToString()));
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kept)))[..12];

        return $"import * as waiting from '{waiting}';\nimport {{ start }} from '{offline}';\n\n" +
            $"start(self, waiting, {JsonSerializer.Serialize(new { version, contact = KeptContact, other = KeptOther, assets }, Json)});\n";
    }
}
