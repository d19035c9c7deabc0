using System.Xml;
using CsvHelper;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Ledgers.Reading;

/// <summary>Turns what the zip, XML and CSV readers throw at a broken file into the one exception with a sentence for the user.</summary>
internal static class DamagedFile
{
    private static string Damaged => Say.Of("file.damaged");

    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw new LedgerUnreadableException(Damaged, e);
        }
    }

    /// <summary>The same for rows, which are read long after the call.</summary>
    public static IEnumerable<T> Guarded<T>(IEnumerable<T> rows)
    {
        using var reading = Guarded(rows.GetEnumerator);

        while (Guarded(reading.MoveNext))
        {
            yield return reading.Current;
        }
    }

    // Not IOException: a disk that fails is not the user's file.
    private static bool IsOfTheFile(Exception e) => e is InvalidDataException or EndOfStreamException or XmlException or CsvHelperException;
}
