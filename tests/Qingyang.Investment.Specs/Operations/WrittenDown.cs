using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Qingyang.Investment.Specs.Operations;

/// <summary>All that was logged, at every level, with every value and exception in it.</summary>
public sealed class WrittenDown : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> named ? string.Join(' ', named.Select(x => $"{x.Key}={x.Value}")) : "";
        Lines.Enqueue($"{logLevel} {formatter(state, exception)} {values} {exception}");
    }

    public void Dispose()
    {
        // Nothing to let go.
    }
}
