using System.Diagnostics.Metrics;

namespace Qingyang.Investment.Platform;

/// <summary>What this product measures of itself (OpenTelemetry metrics). Nobody's name or phone is ever a tag.</summary>
public static class Measures
{
    public const string Name = "Qingyang.Investment";

    private static readonly Meter Meter = new(Name);

    /// <summary>Commands (tag <c>command</c>) by what came of them (tag <c>outcome</c>: done, already, refused …).</summary>
    public static readonly Counter<long> Commands = Meter.CreateCounter<long>("qingyang.commands", "{command}", "Commands by outcome");

    /// <summary>Seconds that a funnel question took (tag <c>group</c>).</summary>
    public static readonly Histogram<double> FunnelQuestions = Meter.CreateHistogram<double>("qingyang.funnel.duration", "s", "Time to answer a funnel question");

    /// <summary>Rows of ledgers (tag <c>sheet</c>) by <c>verdict</c>: accepted, duplicate, rejected.</summary>
    public static readonly Counter<long> LedgerRows = Meter.CreateCounter<long>("qingyang.ledger.rows", "{row}", "Ledger rows by verdict");

    /// <summary>Seconds from handing a ledger in until its last row was recorded.</summary>
    public static readonly Histogram<double> Imports = Meter.CreateHistogram<double>("qingyang.ledger.duration", "s", "Time to record a ledger");

    /// <summary>Events that the read models are behind the log.</summary>
    public static readonly Gauge<long> ReadModelLag = Meter.CreateGauge<long>("qingyang.read_models.lag", "{event}", "Events that the read models are behind");

    /// <summary>Tries to tell a receiver of an event, by <c>outcome</c>: delivered, failed.</summary>
    public static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("qingyang.webhook.deliveries", "{delivery}", "Webhook deliveries by outcome");
}
