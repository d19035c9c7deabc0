using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;

namespace Qingyang.Investment.Benchmarks;

/// <summary>Finding one of 100,000 enterprises, over <c>select 1</c> through the same pool, in turn. Each question is asked in many words.</summary>
public static class FindBenchmark
{
    public const string Name = "find";

    private const int Enterprises = 100_000, WarmUps = 30, Questions = 500;

    /// <summary>What names are made of: two of these take the place of two characters of a name, so that copies are names of their own.</summary>
    private const string Characters = "安邦博昌晨诚达鼎东方飞丰富高冠光广国海航昊和恒宏华汇慧佳嘉建金锦景聚君凯康科朗乐立联龙隆明铭宁鹏普启千乾强庆荣瑞润三盛世顺思泰腾天通同威伟文祥欣新鑫信兴旭亚扬阳业一亿益银永优友宇裕元远云泽展正志智中众卓";

    public static async Task<IReadOnlyList<Figure>> RunAsync(Bed bed, CancellationToken cancellation)
    {
        var known = await FillAsync(bed, cancellation);
        var find = bed.Services.GetRequiredService<FindEnterprises>();
        var some = known.Where((_, i) => i % (known.Count / 100) == 0).ToList();
        var figures = new List<Figure>();

        foreach (var (question, words, mayMiss) in ((string, List<string>, bool)[])[
            ("查找：两个字", some.ConvertAll(x => x.Name[2..4]), false),
            ("查找：三到六个字", [.. some.Select((x, i) => x.Name[(i % 3)..((i % 3) + 3 + (i % 4))])], false),
            ("查找：四个首字母", some.ConvertAll(x => PinyinInitials.Readings(x.Name)[0][..4]), false),
            ("查找：两个首字母", some.ConvertAll(x => PinyinInitials.Readings(x.Name)[0][2..4]), false),
            ("查找：一个首字母", [.. "abcdefghjklmnpqrstwxyz".Select(x => x.ToString())], true),
            ("查找：一个字", some.ConvertAll(x => x.Name[2..3]), false),
            ("查找：常见词", ["公司", "有限公司", "科技", "数据", "庆阳", "甘肃", "司"], false),
            ("查找：两个词", some.ConvertAll(x => $"{x.Name[4..6]} {x.Name[2..4]}"), false),
            ("查找：代码", some.ConvertAll(x => x.Code), false),
            ("查找：代码中六位", some.ConvertAll(x => x.Code[9..15]), false),
            ("查找：没有的", ["鼹鼠", "貔", "zzzzzzzz", "9999999", "鼹 鼠", "qyxx不"], true)])
        {
            figures.AddRange(await AskAsync(bed, question, words, async word =>
            {
                if ((await find.FindAsync(word, FindEnterprises.Usual, cancellation)).Enterprises.Count == 0 && !mayMiss)
                {
                    throw new WrongAnswerException($"没有找到：{word}");
                }
            }, cancellation));
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> AskAsync(Bed bed, string question, List<string> words, Func<string, Task> ask, CancellationToken cancellation)
    {
        var (answers, limits) = (new Samples(), new Samples());

        for (var i = 0; i < WarmUps + Questions; i++)
        {
            var (answer, limit) = i < WarmUps ? (new Samples(), new Samples()) : (answers, limits);
            await answer.TimeAsync(() => ask(words[i % words.Count]));
            await limit.TimeAsync(() => bed.RunAsync("select 1", cancellation));
        }

        return
        [
            new Figure(Name, question + " p50", Figure.Milliseconds, answers.P50, limits.P50, "select 1"),
            new Figure(Name, question + " p99", Figure.Milliseconds, answers.P99, limits.P99, "select 1"),
        ];
    }

    /// <summary>Copies what was imported until there are enough; returns all of them that have a code.</summary>
    private static async Task<List<(string Name, string Code)>> FillAsync(Bed bed, CancellationToken cancellation)
    {
        var known = await KnownAsync(bed, cancellation);
        await using (var connection = await bed.Database.OpenConnectionAsync(cancellation))
        {
            await using var copy = await connection.BeginBinaryImportAsync($"copy {EnterpriseSearch.TableName} (enterprise_id, word, kind, written, sought) from stdin (format binary)", cancellation);
            var imported = known.Count;

            for (var i = imported; i < Enterprises; i++)
            {
                var (name, code) = (Renamed(known[i % imported].Name, i), CityCopies.CodeIn(1 + (i / imported), known[i % imported].Code));
                var id = Guid.CreateVersion7();
                known.Add((name, code));

                foreach (var row in (GoesBy[])[new(id, SearchText.Key(name), GoesBy.Name, name), new(id, SearchText.Key(code), GoesBy.Code, code)])
                {
                    await copy.WriteRowAsync(cancellation, row.Id, row.Word, row.Kind, row.Written, row.Sought);
                }
            }

            await copy.CompleteAsync(cancellation);
        }

        foreach (var sql in (string[])[
            $"insert into {EnterpriseList.TableName} (id, name, credit_code, county, chain, source, registered_by) select n.enterprise_id, n.written, c.written, '621022', '人工智能', '上门来访', 1 from {EnterpriseSearch.TableName} n join {EnterpriseSearch.TableName} c on c.enterprise_id = n.enterprise_id and c.kind = 'code' where n.kind = 'name' on conflict do nothing",
            $"insert into {FunnelSpans.TableName} (enterprise_id, known_from, known_until, county, chain, source, registered_by) select id, 1, {SpanFold.Open}, county, chain, source, 1 from {EnterpriseList.TableName} e where not exists (select from {FunnelSpans.TableName} s where s.enterprise_id = e.id)",
            $"vacuum analyze {EnterpriseSearch.TableName}", $"vacuum analyze {EnterpriseList.TableName}", $"vacuum analyze {FunnelSpans.TableName}"])
        {
            await bed.RunAsync(sql, cancellation);
        }

        return known;
    }

    private static string Renamed(string name, int i) => $"{name[..2]}{Characters[i % Characters.Length]}{Characters[i / 7 % Characters.Length]}{name[4..]}";

    private static async Task<List<(string Name, string Code)>> KnownAsync(Bed bed, CancellationToken cancellation)
    {
        await using var select = bed.Database.CreateCommand($"select name, credit_code from {EnterpriseList.TableName} where credit_code is not null and length(name) > 9 order by id");
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var known = new List<(string, string)>();

        while (await rows.ReadAsync(cancellation))
        {
            known.Add((rows.GetString(0), rows.GetString(1)));
        }

        return known;
    }
}
