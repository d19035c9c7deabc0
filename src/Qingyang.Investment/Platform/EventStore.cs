using FluentValidation;
using JasperFx.CodeGeneration;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Audit;
using Qingyang.Investment.Audit.Certificates;
using Qingyang.Investment.Audit.Changes;
using Qingyang.Investment.Audit.Evidence;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Audit.Looking;
using Qingyang.Investment.Audit.Replay;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Corrections;
using Qingyang.Investment.Corrections.Undoing;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Funnel;
using Qingyang.Investment.Ledgers;
using Qingyang.Investment.Lists;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Operations;
using Qingyang.Investment.People;
using Qingyang.Investment.Service;
using Qingyang.Investment.Webhooks;
using Weasel.Postgresql;
using Wolverine;
using Wolverine.Marten;

namespace Qingyang.Investment.Platform;

/// <summary>The log and everything that is kept beside it.</summary>
public static class EventStore
{
    public const string Schema = "investment";

    public static IServiceCollection AddInvestment(this IServiceCollection services, string connectionString, IConfiguration configuration)
    {
        services.AddSingleton(configuration.GetSection("City").Get<City>() ?? throw new InvalidOperationException("Settings: the section City is missing."));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));   // made, and so disposed of, by the container
        services.AddValidatorsFromAssemblyContaining<Outcome>(ServiceLifetime.Singleton);
        services.AddScoped<Commands>();
        services.AddSingleton<RecordedEntries>();
        services.AddSingleton<IReaddress<ReachMilestone>, ToTheHolder>();
        services.AddSingleton<ReadModelPosition>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<ReadModelRows>();
        services.AddSingleton<Rebuilding>();
        services.AddHostedService<ReadModelShapes>();
        services.AddSingleton<LogMoments>();
        services.AddSingleton<Bases>();
        services.AddSingleton<FunnelQuestion>();
        services.AddSingleton<FunnelEnterprises>();
        services.AddSingleton<FindEnterprises>();
        services.AddSingleton<FunnelMonths>();
        services.AddSingleton<FunnelMoves>();
        services.AddSingleton<FunnelCohorts>();
        services.AddSingleton<FunnelWorkbook>();
        services.AddSingleton<FunnelChanges>();
        services.AddSingleton<WhatChanged>();
        services.AddSingleton<Replaying>();
        services.AddSingleton<ReplayBook>();
        services.AddSingleton<EventSearch>();
        services.AddSingleton<CorrectionRegister>();
        services.AddSingleton<EntryLag>();
        services.AddSingleton<FixedFigures>();
        services.AddSingleton<PublishedTable>();
        services.AddSingleton<InCharge>();
        services.AddSingleton<EnterpriseListing>();
        services.AddSingleton<PickLists>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<BulkPreview>();
        services.AddSingleton<AssignMany>();
        services.AddSingleton<LikelyContacts>();
        services.AddSingleton<Timeline>();
        services.AddSingleton<LedgerFacts>();
        services.AddSingleton<EventFeed>();
        services.AddEvidence();
        TellingWebhooks.Add(services);
        services.AddSingleton<Readiness>();
        services.AddHostedService<MeasuringLag>();

        services.AddLedgers(configuration);
        services.AddCorrections();
        services.AddPeople();
        services.AddSealedLog();

        services.AddMarten(Configure)
            .UseNpgsqlDataSource()
            .IntegrateWithWolverine(wolverine => wolverine.UseWolverineManagedEventSubscriptionDistribution = true)
            .ApplyAllDatabaseChangesOnStartup();
        services.ConfigureMarten((services, store) => store.Logger(new MartenLog(services.GetRequiredService<ILogger<IDocumentStore>>())));

        return services;
    }

    public static void Configure(StoreOptions store)
    {
        store.DatabaseSchemaName = Schema;
        store.UseSystemTextJsonForSerialization(configure: EventLog.Shape);
        store.Events.AddEventTypes(EventTypes.All);
        store.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        store.Events.MetadataConfig.EnableAll();
        store.Events.MetadataConfig.UserNameEnabled = true;
        store.Events.EnableUniqueIndexOnEventId = true;            // an entry stands in the log once
        store.Events.EnableEventTypeIndex = true;                  // retractions and merges, of which there are few, are found without reading all
        store.Events.UseExclusiveLockOnConcurrentAppends = true;   // losers of a race burn no sequence numbers
        store.Events.UseMandatoryStreamTypeDeclaration = true;
        store.Events.EnableExtendedProgressionTracking = true;
        store.Projections.Errors.SkipApplyErrors = false;          // a poison event stops loudly, it is never skipped
        store.Projections.Errors.SkipSerializationErrors = false;
        store.Projections.Errors.SkipUnknownEvents = false;
        store.Listeners.Add(new EntryStamps());

        store.Projections.Add(new EnterpriseKeys.Projection(), ProjectionLifecycle.Inline, "EnterpriseKeys");
        store.Projections.Add(new AgreementNumbers.Projection(), ProjectionLifecycle.Inline, "AgreementNumbers");
        store.Projections.Add(new Revisions.Projection(), ProjectionLifecycle.Inline, "Revisions");
        ReadModels.Register(store);
        store.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(250);   // what was recorded shows within half a second
        store.Projections.FastPollingTime = TimeSpan.FromMilliseconds(100);

        store.Storage.ExtendedSchemaObjects.Add(new Extension(ReadModels.Trigrams));

        foreach (var table in EnterpriseKeys.Tables().Concat(Revisions.Tables()).Append(AgreementNumbers.Table()).Append(ContactPersons.Table()).Append(ReplayBook.Table()).Append(WebhookTable.Table()).Append(SavedViews.Table()).Concat(LedgerTables.All()).Concat(UndoTables.All()).Concat(PeopleModule.Tables()).Concat(LogTables.All()).Concat(ReadModels.All.Select(x => x.Table)))
        {
            store.Storage.ExtendedSchemaObjects.Add(table);
        }
    }

    /// <summary>True in the image, where what Wolverine generates was compiled in.</summary>
    private static bool IsGeneratedAheadOfTime => typeof(EventStore).Assembly.GetType("Internal.Generated.WolverineHandlers.GeneratedHandlerRegistry") is not null;

    /// <summary>How messages run: commands in process, long work as durable messages.</summary>
    public static void Configure(WolverineOptions wolverine, DurabilityMode durability)
    {
        wolverine.ApplicationAssembly = typeof(EventStore).Assembly;
        wolverine.Durability.Mode = durability;

        // Where several nodes share the work, what a dead one did is taken over within seconds, not minutes.
        wolverine.Durability.FirstHealthCheckExecution = TimeSpan.FromMilliseconds(500);
        wolverine.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(2);
        wolverine.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(15);
        wolverine.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(3);
        wolverine.CodeGeneration.TypeLoadMode = IsGeneratedAheadOfTime ? TypeLoadMode.Static : TypeLoadMode.Dynamic;
        wolverine.Policies.AutoApplyTransactions();
        wolverine.Policies.UseDurableLocalQueues();
        wolverine.UseLedgers();
        wolverine.UseCorrections();
        wolverine.Policies.AddMiddleware(typeof(EntryMiddleware), chain => chain.MessageType.IsAssignableTo(typeof(ICommand)));
    }
}
