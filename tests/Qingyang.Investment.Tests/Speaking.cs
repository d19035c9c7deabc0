using System.Globalization;
using System.Runtime.CompilerServices;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests;

/// <summary>In which language tests are answered: Chinese, as the host sets it, but for those that ask in another one.</summary>
public static class Speaking
{
    [ModuleInitializer]
    internal static void Chinese() => Say.ChineseByDefault();

    public static T In<T>(string language, Func<T> ask)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        try
        {
            return ask();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
