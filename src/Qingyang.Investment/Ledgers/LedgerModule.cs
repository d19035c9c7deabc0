using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Ledgers.Drafts;
using Qingyang.Investment.Ledgers.Reading;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace Qingyang.Investment.Ledgers;

/// <summary>What the ledger import needs around it.</summary>
public static class LedgerModule
{
    public const string Queue = "ledgers";
    public const string DraftQueue = "drafts";

    public static void AddLedgers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("Ledgers").Get<LedgerLimits>() ?? new LedgerLimits());
        services.AddSingleton<LedgerDecisions>();
        services.AddSingleton<LedgerBatch>();
        services.AddSingleton<LedgerReading>();
        services.AddSingleton<LedgerDryRun>();
        services.AddSingleton<LedgerPreview>();
        services.AddSingleton<LedgerAnswers>();
        services.AddSingleton<LedgerRejections>();
        services.AddScoped<HandInLedger>();
        services.AddSingleton<LedgerList>();
        services.AddSingleton<HandInDraft>();
        services.AddSingleton<DraftPages>();
        services.AddSingleton<DraftReasons>();
        services.AddSingleton<DropDraft>();
        services.AddScoped<CorrectRow>();
        services.AddScoped<ConfirmDraft>();
        services.AddHostedService<ResumeLedgers>();
    }

    /// <summary>Batches run three at a time: one is decided while others are written (two left the database waiting). They never meet in one enterprise.</summary>
    public static void UseLedgers(this WolverineOptions wolverine)
    {
        wolverine.PublishMessage<ReadLedger>().ToLocalQueue(Queue);
        wolverine.PublishMessage<RecordLedgerRows>().ToLocalQueue(Queue);
        wolverine.LocalQueue(Queue).MaximumParallelMessages(3).UseDurableInbox();

        // A preview does not wait for an import, and leaves it the rest of the machine.
        wolverine.PublishMessage<PreviewDraft>().ToLocalQueue(DraftQueue);
        wolverine.LocalQueue(DraftQueue).Sequential().UseDurableInbox();
    }

    /// <summary>What lost a race, or its connection, is done again from the start; it is never given up.</summary>
    public static void NeverGiveUp(this HandlerChain chain) => chain.OnAnyException()
        .RetryWithCooldown(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1))
        .Then.ScheduleRetryIndefinitely(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
}
