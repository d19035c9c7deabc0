using FluentValidation;
using JasperFx;
using JasperFx.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;

namespace Qingyang.Investment.Platform;

/// <summary>What is sent through <see cref="Commands"/>.</summary>
public interface ICommand;

/// <summary>A command about one enterprise. Those that come at once are taken one after another.</summary>
public interface IAboutEnterprise : ICommand
{
    Guid EnterpriseId { get; }
}

/// <summary>A command that overrides or corrects, and says why: the reason goes with its events.</summary>
public interface IGivesReason : ICommand
{
    string Reason { get; }
}

/// <summary>A command that puts another entry in the place of one.</summary>
public interface ICorrects : IGivesReason
{
    Guid EntryId { get; }
}

/// <summary>Finds about whom a command is to be entered, where that is not the enterprise that it names.</summary>
public interface IReaddress<T> where T : ICommand
{
    Task<T> ReaddressAsync(T command, CancellationToken cancellation);
}

/// <summary>Where the API takes this command, as a resource that is posted, and what people call it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PostedToAttribute(string path, string title) : Attribute
{
    public string Path { get; } = path;

    public string Title { get; } = title;
}

/// <summary>
/// The one way by which a command gets in, for API, pages and command line: allowed, validated, looked up in the log, addressed, decided, recorded.
/// The loser of a race is run again, and finds what the winner recorded.
/// </summary>
public sealed partial class Commands(IMessageBus bus, IServiceProvider services, RecordedEntries recorded, ILogger<Commands> logger)
{
    private const int Attempts = 5;

    /// <param name="command">What is to be recorded.</param>
    /// <param name="actor">Who sends it.</param>
    /// <param name="source">By which face: <c>ui</c> or <c>api</c>.</param>
    /// <param name="key">The caller's own id for this entry; null where they chose none.</param>
    /// <param name="cancellation">Stops before anything is recorded.</param>
    public async Task<Outcome> SendAsync<T>(T command, Actor actor, string source, string? key, CancellationToken cancellation) where T : class, ICommand
    {
        if (!actor.May(Right.Record))
        {
            return Actor.NoRight;
        }

        var entry = Entry.Of(command, actor.Name, source, key);
        var started = TimeProvider.System.GetTimestamp();
        var outcome = await DecideAsync(command, entry, cancellation);
        var (name, what) = (typeof(T).Name, outcome.GetType().Name.ToLowerInvariant());
        Measures.Commands.Add(1, new("command", name), new("outcome", what));
        Decided(logger, name, what, (outcome as Outcome.Refused)?.Reason, entry.Id, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);

        return outcome;
    }

    /// <summary>Tells what came of it, and nothing of what was in it.</summary>
    [LoggerMessage(Level = LogLevel.Information, Message = "{Command}: {Outcome} {Reason} entry {Entry}, {Milliseconds:0.0} ms")]
    private static partial void Decided(ILogger logger, string command, string outcome, string? reason, Guid entry, double milliseconds);

    private async Task<Outcome> DecideAsync<T>(T command, Entry entry, CancellationToken cancellation) where T : class, ICommand
    {
        if (services.GetService<IValidator<T>>() is { } validator
            && await validator.ValidateAsync(command, cancellation) is { IsValid: false } invalid)
        {
            return new Outcome.Invalid(invalid.ToDictionary());
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await recorded.FindAsync(entry, cancellation) is { } before)
                {
                    return before;
                }

                var addressed = services.GetService<IReaddress<T>>() is { } x ? await x.ReaddressAsync(command, cancellation) : command;
                var outcome = await bus.InvokeAsync<Outcome>(addressed, entry.ToDelivery(), cancellation);

                // What stood in its way may be this very entry, sent twice at once and recorded since we looked.
                return outcome is Outcome.Done ? outcome : await recorded.FindAsync(entry, cancellation) ?? outcome;
            }
            catch (Exception e) when (IsLostRace(e) && attempt < Attempts)
            {
                // Run again: the state is read anew, and the entry looked up anew.
            }
            catch (Exception e) when (IsLostRace(e))
            {
                return new Outcome.Stale(Say.Of("command.raced"));
            }
            catch (Exception e) when (IsLostConnection(e))
            {
                return new Outcome.Unclear(Say.Of("command.unclear"));
            }
        }
    }

    private static bool IsLostRace(Exception e) =>
        e is ConcurrencyException or EventStreamUnexpectedMaxEventIdException or Marten.Exceptions.ExistingStreamIdCollisionException || InnerOf<PostgresException>(e) is { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    private static bool IsLostConnection(Exception e) =>
        InnerOf<PostgresException>(e) is null or { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow }
        && InnerOf<NpgsqlException>(e) is not null;

    private static TException? InnerOf<TException>(Exception? e) where TException : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is TException found)
            {
                return found;
            }
        }

        return null;
    }
}
