using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Web.Pages.Frame;

/// <summary>Up to which log position the figures are right, and how far the log is: asked once for one page, whoever on it wants to know.</summary>
public sealed class FiguresNow(ReadModelPosition position)
{
    private Task<(long Position, long Log)>? asked;

    public Task<(long Position, long Log)> FindAsync(CancellationToken cancellation) => asked ??= position.FindAsync(cancellation);
}
