using Marten;
using Marten.Services;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Qingyang.Investment.Platform;

/// <summary>Marten's failures in the log, without what its own logger adds to them: the values of the statement's parameters, which may be people's names and phones.</summary>
public sealed partial class MartenLog(ILogger<IDocumentStore> logger) : IMartenLogger, IMartenSessionLogger
{
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql) => Changed(logger, sql);

    public void LogFailure(NpgsqlCommand command, Exception ex) => Failed(logger, ex, command.CommandText);

    public void LogFailure(NpgsqlBatch batch, Exception ex) => Failed(logger, ex, string.Join(";\n", batch.BatchCommands.OfType<NpgsqlBatchCommand>().Select(x => x.CommandText)));

    public void LogFailure(Exception ex, string message) => Failed(logger, ex, message);

    public void LogSuccess(NpgsqlCommand command)
    {
        // Traces tell which statements ran.
    }

    public void LogSuccess(NpgsqlBatch batch)
    {
        // The same.
    }

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
    {
        // The log of events tells it.
    }

    public void OnBeforeExecute(NpgsqlCommand command)
    {
        // Nothing is timed here.
    }

    public void OnBeforeExecute(NpgsqlBatch batch)
    {
        // The same.
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The schema was changed: {Sql}")]
    private static partial void Changed(ILogger logger, string sql);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL refused a statement: {Sql}")]
    private static partial void Failed(ILogger logger, Exception exception, string sql);
}
