using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>
/// The page on which the API can be tried, at <see cref="Address"/>: Scalar, its script served from its package, nothing loaded from
/// elsewhere, under a policy (CSP) without unsafe-inline and unsafe-eval.
/// </summary>
public static class ApiPage
{
    public const string Address = "/api/docs";

    /// <summary>
    /// Scalar needs no eval (its check for it is told the answer), but it makes style elements and style attributes as it goes and does
    /// not give them the nonce. This gives it to the elements, and sets the attributes by the way that the policy leaves to scripts (CSSOM).
    /// </summary>
    private const string Styles =
        """
        {
          const { nonce } = document.currentScript, create = document.createElement, set = Element.prototype.setAttribute;
          const html = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
          globalThis.__zod_globalConfig = { jitless: true };
          document.createElement = function (...name) {
            const made = create.apply(this, name);
            if (made instanceof HTMLStyleElement) {
              made.nonce = nonce;
              Object.defineProperty(made, 'nonce', { get: () => nonce, set() { } });
            }
            return made;
          };
          Element.prototype.setAttribute = function (name, value) {
            if (name === 'style') this.style.cssText = value; else set.call(this, name, value);
          };
          Object.defineProperty(Element.prototype, 'innerHTML', { ...html, set(text) {
            html.set.call(this, String(text).replace(/(<[^<>]*\s)style=/g, '$1data-style='));
            for (const styled of this.querySelectorAll('[data-style]')) styled.style.cssText = styled.dataset.style;
          } });
        }
        """;

    public static void Map(WebApplication app) => app.MapScalarApiReference(Address, (options, http) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Response.Headers.ContentSecurityPolicy = Policy(nonce);
        options.WithTitle("招商 API").WithOpenApiRoutePattern(ApiDocument.Address).WithNonce(nonce).AddHeadContent($"<script nonce=\"{nonce}\">{Styles}</script>");
        options.Localization = new ScalarLocalizationOptions { Locale = "zh-CN" };
        options.DefaultFonts = false;
        options.Telemetry = false;
        options.HideClientButton = true;                     // would open an application of Scalar's own
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.PersistentAuthentication = false;            // a token is not left behind in the browser
        options.Agent = new ScalarAgentOptions { Disabled = true };
        options.Mcp = new ScalarMcpOptions { Disabled = true };
    });

    /// <summary>What the page may load and do: what we serve, and scripts and styles that bear the nonce of this answer.</summary>
    public static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
