namespace Qingyang.Investment.Funnel;

/// <summary>
/// A figure was fixed under a short code (数据凭证): so many enterprises had reached the stage as of that day, as the log knew it at that position,
/// by that definition. <paramref name="Filters"/>: the groups that it stood in, as an address says them; empty for the whole.
/// </summary>
/// <param name="Digest">SHA-256, hex, over the ids of the enterprises in it, sorted, each followed by a line feed.</param>
public sealed record FigureFixed(string Code, Stage Stage, DateOnly AsOf, long Position, string Definition, string Filters, long Count, string Digest);
