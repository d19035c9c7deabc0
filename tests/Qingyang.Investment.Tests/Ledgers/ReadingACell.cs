using System.Globalization;
using CsCheck;
using Qingyang.Investment.Ledgers.Reading;

namespace Qingyang.Investment.Tests.Ledgers;

public sealed class ReadingACell
{
    private static readonly DateOnly Today = new(2026, 4, 30);

    [Theory]
    [InlineData("2024-03-05")]
    [InlineData("2024/3/5")]
    [InlineData("2024年3月5日")]
    [InlineData("20240305")]
    [InlineData("2024.3.5")]
    [InlineData("2024-3-05")]
    [InlineData("２０２４－０３－０５")]
    [InlineData("２０２４年３月５日")]
    [InlineData(" 2024 年 3 月 5 日　")]
    [InlineData("2024-03-05 00:00:00")]
    [InlineData("2024-03-05T00:00:00")]
    [InlineData("2024-03-05T08:30:00.000Z")]
    [InlineData("2024/3/5 8:30")]
    [InlineData("2024年3月5日 8：30")]
    [InlineData(45356.0)]
    [InlineData(45356.999)]
    [InlineData(20240305.0)]
    public void Is_the_fifth_of_March(object cell)
    {
        LedgerCells.Date(cell, Today, out var date).ShouldBeNull();
        date.ShouldBe(new DateOnly(2024, 3, 5));
    }

    [Fact]
    public void Drops_the_time_of_an_Excel_date()
    {
        LedgerCells.Date(new DateTime(2024, 3, 5, 23, 59, 59, DateTimeKind.Unspecified), Today, out var date).ShouldBeNull();
        date.ShouldBe(new DateOnly(2024, 3, 5));
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("", "required")]
    [InlineData(" 　\u00A0", "required")]
    [InlineData("前年", "date")]
    [InlineData("2024-02-30", "date")]
    [InlineData("2024-13-01", "date")]
    [InlineData("2023年2月29日", "date")]
    [InlineData("2024-3/5", "date")]
    [InlineData("2024-03", "date")]
    [InlineData("24-3-5", "date")]
    [InlineData("2024-03-05前后", "date")]
    [InlineData("2024030", "date")]
    [InlineData("0000-01-01", "date")]
    [InlineData("2024-03-05 上午", "date")]
    [InlineData("8:30", "date")]
    [InlineData(2024.0, "date")]
    [InlineData(20241305.0, "date")]
    [InlineData(-1.0, "date")]
    [InlineData(1e300, "date")]
    [InlineData(true, "date")]
    [InlineData("#N/A", "date")]
    [InlineData("1999-12-31", "date-range")]
    [InlineData("0024-03-05", "date-range")]
    [InlineData("2026-05-01", "date-range")]
    [InlineData(36525.0, "date-range")]
    [InlineData(46143.0, "date-range")]
    public void Is_no_day_that_can_be(object? cell, string reason)
    {
        LedgerCells.Date(cell, Today, out var date).ShouldBe(reason);
        date.ShouldBe(default);
    }

    [Theory]
    [InlineData("2000-01-01")]
    [InlineData("2026-04-30")]
    [InlineData(36526.0)]
    [InlineData(46142.0)]
    public void May_be_the_first_day_and_today(object cell) => LedgerCells.Date(cell, Today, out _).ShouldBeNull();

    [Theory]
    [InlineData(1200.0, "1200")]
    [InlineData("1200", "1200")]
    [InlineData("1,200", "1200")]
    [InlineData("1，200.50", "1200.50")]
    [InlineData("12,345,678", "12345678")]
    [InlineData("1200万元", "1200")]
    [InlineData("1200 万", "1200")]
    [InlineData("3.66亿元", "36600")]
    [InlineData("3.66亿", "36600")]
    [InlineData("５亿元", "50000")]
    [InlineData("¥1200", "1200")]
    [InlineData("￥ 1,200 万元", "1200")]
    [InlineData("8000000元", "800")]
    [InlineData("+5", "5")]
    [InlineData("0.0001", "0.0001")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(1.1 * 3, "3.3")]
    public void Is_an_amount_in_ten_thousand_yuan(object cell, string wan)
    {
        LedgerCells.Amount(cell, out var amount, out var text).ShouldBeNull();
        amount.ShouldBe(decimal.Parse(wan, CultureInfo.InvariantCulture));
        text.ShouldBe(cell as string ?? wan);
    }

    [Fact]
    public void Is_the_same_amount_with_its_unit_and_as_a_number()
    {
        LedgerCells.Amount("3.66亿元", out var written, out _);
        LedgerCells.Amount(36600.0, out var number, out _);

        written.ToString(CultureInfo.InvariantCulture).ShouldBe(number.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("  ", "required")]
    [InlineData("0", "amount")]
    [InlineData("-5", "amount")]
    [InlineData(0.0, "amount")]
    [InlineData(-5.0, "amount")]
    [InlineData("面议", "amount")]
    [InlineData("约1200万元", "amount")]
    [InlineData("1200万美元", "amount")]
    [InlineData("1,5亿", "amount")] // 1.5 in other countries, 15 if the comma were dropped
    [InlineData("1200-1500", "amount")]
    [InlineData("万元", "amount")]
    [InlineData("1.2.3", "amount")]
    [InlineData("99999999999999999999999999999999999999", "amount")]
    [InlineData("9999999999999999999999999999亿", "amount")]
    [InlineData(1e300, "amount")]
    [InlineData(true, "amount")]
    [InlineData("#DIV/0!", "amount")]
    public void Is_no_amount(object? cell, string reason)
    {
        LedgerCells.Amount(cell, out var amount, out _).ShouldBe(reason);
        amount.ShouldBe(0);
    }

    [Fact]
    public void Takes_a_day_for_no_amount() =>
        LedgerCells.Amount(new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Unspecified), out _, out _).ShouldBe("amount");

    [Theory]
    [InlineData(" 庆阳　数字产业园\u200B ", "庆阳　数字产业园")]
    [InlineData("甲\0乙\u0007\n丙", "甲乙\n丙")]
    [InlineData(13800000000.0, "13800000000")]
    [InlineData(913501001234567890.0, "913501001234568000")]
    [InlineData(1.5, "1.5")]
    [InlineData(true, "TRUE")]
    [InlineData(null, "")]
    public void Is_a_text_as_written_without_the_space_around_it(object? cell, string text) => LedgerCells.Text(cell).ShouldBe(text);

    [Fact]
    public void Writes_a_day_as_a_day()
    {
        LedgerCells.Text(new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Unspecified)).ShouldBe("2024-03-05");
        LedgerCells.Text(new DateTime(2024, 3, 5, 8, 30, 0, DateTimeKind.Unspecified)).ShouldBe("2024-03-05 08:30:00");
    }

    [Theory]
    [InlineData("投资额（ 万 元 ）", "投资额(万元)")]
    [InlineData("ＱＹ－２０２４", "QY-2024")]
    [InlineData("西峰\u200B区\uFEFF", "西峰区")]
    public void Is_compared_by_its_key(string text, string key) => LedgerCells.Key(text).ShouldBe(key);

    [Fact]
    public void Never_throws() =>
        Gen.OneOf(Gen.String.Select(x => (object?)x), Gen.Double.Select(x => (object?)x), Gen.DateTime.Select(x => (object?)x), Gen.Bool.Select(x => (object?)x)).Sample(cell =>
        {
            LedgerCells.Date(cell, Today, out _);
            LedgerCells.Amount(cell, out _, out _);
            LedgerCells.Key(LedgerCells.Text(cell));
        });

    [Fact]
    public void Reads_every_day_in_every_form() =>
        Gen.Int[new DateOnly(2000, 1, 1).DayNumber, Today.DayNumber].Select(DateOnly.FromDayNumber).Sample(day =>
        {
            var time = day.ToDateTime(TimeOnly.MinValue);
            object[] forms = [time, time.ToOADate(), .. "yyyy-MM-dd yyyy/M/d yyyy年M月d日 yyyyMMdd yyyy.M.d".Split(' ').Select(x => time.ToString(x, CultureInfo.InvariantCulture))];

            foreach (var form in forms)
            {
                LedgerCells.Date(form, Today, out var read).ShouldBeNull();
                read.ShouldBe(day);
            }
        });
}
