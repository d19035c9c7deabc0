using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Qingyang.Investment.Enterprises;

/// <summary>
/// 拼音首字母: the first letter of a character's reading, by ICU, whose Chinese order is the pinyin order of CLDR: it is that of the
/// last boundary below. Held by a test against the pinyin order of GB 2312's first level.
/// </summary>
public static class PinyinInitials
{
    private const string Letters = "abcdefghjklmnopqrstwxyz";

    /// <summary>The first character, as CLDR orders them, of each letter: no reading begins with i, u or v.</summary>
    private const string Boundaries = "阿八嚓咑妸发旮哈丌咔垃妈拏喔妑七呥仨他屲夕丫帀";

    /// <summary>How many ways to read a name are kept.</summary>
    private const int MostReadings = 8;

    /// <summary>Characters that names read in two ways, and both initials: 重庆 and 重工, 长沙 and 成长, 银行 and 行远.</summary>
    public static readonly FrozenDictionary<char, string> Twofold = (
        "重cz 长cz 行hx 厦xs 乐ly 单ds 曾zc 解jx 晟sc 盛sc 会hk 藏cz 朝cz 传cz 弹dt 调dt 降jx 校xj 卡kq 率ls 贾jg 种zc " +
        "省sx 埔pb 泊bp 莞gw 圩wx 尉wy 蔚wy 翟dz 查cz 系xj 宿sx 澄cd 车cj 柜gj 畜cx 禅cs 属sz 纤xq 番fp 辟bp 乾qg")
        .Split(' ').ToFrozenDictionary(x => x[0], x => x[1..]);

    private static readonly CompareInfo Order = Checked(CompareInfo.GetCompareInfo("zh-CN"));

    /// <summary>What was looked up once; 0 where nothing was. Two threads that look up one character write the same.</summary>
    private static readonly byte[] Known = new byte[char.MaxValue + 1];

    /// <summary>Latin letters and digits are themselves; null for what has no reading.</summary>
    public static char? Of(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            return char.ToLowerInvariant(c);
        }

        if (c is not (>= '\u4e00' and <= '\u9fff' or '〇'))
        {
            return null;
        }

        return (char)(Known[c] is var known and not 0 ? known : Known[c] = (byte)LookUp(Order, c));
    }

    /// <summary>The initials of a name, in each way to read it: the usual one first, and of very many only some.</summary>
    public static IReadOnlyList<string> Readings(string name)
    {
        var readings = new List<StringBuilder> { new() };

        foreach (var c in name)
        {
            var letters = Twofold.GetValueOrDefault(c) ?? Of(c)?.ToString() ?? "";
            var other = letters.Length > 1 && readings.Count < MostReadings ? readings.ConvertAll(x => new StringBuilder(x.ToString()).Append(letters[1])) : [];
            readings.ForEach(x => x.Append(letters.AsSpan(0, Math.Min(1, letters.Length))));
            readings.AddRange(other);
        }

        return [.. readings.Select(x => x.ToString()).Where(x => x.Length > 0)];
    }

    private static char LookUp(CompareInfo order, char c)
    {
        var (low, high) = (0, Boundaries.Length);

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = order.Compare(Boundaries.AsSpan(middle, 1), [c]) <= 0 ? (middle, high) : (low, middle);
        }

        return Letters[low];
    }

    /// <exception cref="InvalidOperationException">This runtime has no ICU, or one that does not order by pinyin.</exception>
    private static CompareInfo Checked(CompareInfo order) => string.Concat("庆阳算科龙瑞".Select(x => LookUp(order, x))) == "qysklr"
        ? order
        : throw new InvalidOperationException("ICU is missing or does not order Chinese by pinyin: install it, and do not run in invariant globalization mode.");
}
