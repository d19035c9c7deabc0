using System.Globalization;
using System.Net;
using System.Text;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Audit.Evidence;

/// <summary>README.html of a pack: what it is, what it shows, and how it is checked, for somebody who has nothing but a browser.</summary>
public static class EvidencePage
{
    public static byte[] Of(EvidencePlan plan, ManifestSlice slice, City city, Actor actor, long events, IReadOnlyList<PackedFile> files) => Encoding.UTF8.GetBytes(
        $$"""
        <!doctype html>
        <html lang="zh-Hans">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Safe(city.Name)}}招商证据包</title>
        <style>body{font:16px/1.7 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}code{word-break:break-all}</style>
        </head>
        <body>
        <h1>{{Safe(city.Name)}}招商证据包</h1>
        <p>这个压缩包装着招商日志里的事件，以及证明它们没有被改动过的签名和哈希。核验它不需要数据库，也不需要联网，更不需要相信导出它的人。</p>
        <table>
        <tr><th>范围</th><td>{{Safe(slice.Words)}}</td></tr>
        <tr><th>事件</th><td>{{Number(events)}} 个</td></tr>
        <tr><th>日志位置</th><td>{{Number(plan.Position)}}（已封存到 {{Number(plan.Checkpoint.Sealed)}}）</td></tr>
        <tr><th>树</th><td>{{Number(plan.Checkpoint.Size)}} 个叶子，SHA-256 与 SM3 各一棵</td></tr>
        <tr><th>导出</th><td>{{Safe(actor.Name)}}，{{plan.At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}（这一行是自述，没有签名；日志里另有一条导出记录）</td></tr>
        <tr><th>日志编号</th><td><code>{{Safe(plan.Keys.LogId)}}</code></td></tr>
        </table>
        <h2>怎样核验</h2>
        <ol>
        <li>取得核验程序 <code>Qingyang.Investment.Verifier</code>，它不引用本系统的任何代码；或按 <code>docs/evidence.md</code> 写明的格式自己写一个。</li>
        <li>运行 <code>verify 证据包.zip --anchor 存证文件夹</code>。存证文件夹放着此前另外保存的检查点，例如别的单位代存的，或印在公报上的；只有它能证明历史没有被整个换掉。</li>
        <li>退出码 0 是全部相符；1 是有不符之处，程序会说出是哪一个事件、在哪个日志位置；2 是文件不完整。</li>
        </ol>
        <h2>能证明什么，不能证明什么</h2>
        <ul>
        <li>能证明：检查点签名之后，已封存的事件一个也没有改动、删去、插入或对调；数字由这些事件按写明的口径算出（全部导出时）。</li>
        <li>不能证明：记录的人当初写的是真的；检查点之后、尚未封存的事件不会再变；只有本包、没有外部存证时，签名的人自己没有另写一份历史。</li>
        </ul>
        <h2>里面有什么</h2>
        <table>
        <tr><th>文件</th><th>字节</th><th>SHA-256</th></tr>
        {{string.Join('\n', files.Select(x => $"<tr><td>{Safe(x.Name)}</td><td>{Number(x.Bytes)}</td><td><code>{x.Sha256}</code></td></tr>"))}}
        </table>
        </body>
        </html>

        """);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
