using Microsoft.Extensions.DependencyInjection;
using Qingyang.Investment.Corrections.Undoing;
using Qingyang.Investment.Ledgers;
using Wolverine;

namespace Qingyang.Investment.Corrections;

/// <summary>What corrections need around them.</summary>
public static class CorrectionsModule
{
    public static void AddCorrections(this IServiceCollection services)
    {
        services.AddScoped<UndoLedger>();
        services.AddSingleton<UndoAnswers>();
        services.AddHostedService<ResumeUndoings>();
    }

    /// <summary>An undoing goes the way of an import, one batch after the other.</summary>
    public static void UseCorrections(this WolverineOptions wolverine) => wolverine.PublishMessage<UndoLedgerRows>().ToLocalQueue(LedgerModule.Queue);
}
