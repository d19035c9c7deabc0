using System.Net;

namespace Qingyang.Investment.Web.Hosting;

/// <summary>Until people can sign in, nobody but this machine may reach the server.</summary>
public static class Loopback
{
    /// <summary>The same addresses.</summary>
    /// <exception cref="CannotRunException">One of them can be reached from elsewhere.</exception>
    public static string Only(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address)
                || !(address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))))
            {
                throw new CannotRunException($"地址 {url} 不是本机回环地址。登录功能完成之前只能监听 127.0.0.1、[::1] 或 localhost，请修改 ASPNETCORE_URLS。");
            }
        }

        return urls;
    }
}

/// <summary>Why the program cannot run, in one sentence that tells what to do.</summary>
public sealed class CannotRunException(string sentence) : Exception(sentence);
