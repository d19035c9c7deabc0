using System.Net.Http.Json;
using System.Text.Json;

namespace Qingyang.Investment.Specs;

/// <summary>Long work of a server that is killed on the way, again and again, and started again.</summary>
internal static class KilledWork
{
    /// <summary>Killed each time it got further than at the last kill: at the start, and between and within batches.</summary>
    /// <param name="begin">Begins the work, at the first server: where to ask how it fares.</param>
    /// <param name="progress">The number in its answer that tells how far it got.</param>
    /// <returns>The answer once it is done, after exactly so many kills.</returns>
    public static async Task<JsonElement> ToItsEndAsync(DataFolder data, HttpClient client, int kills, Func<HttpClient, Task<string>> begin, string progress)
    {
        var (work, killed, last) = (null as string, 0, -1);

        for (; ; )
        {
            await using var server = QyProcess.Start(data.Path, client.BaseAddress!.ToString(), "run", "--empty");
            await server.AnswersAsync(client);
            work ??= await begin(client);
            JsonElement answer;
            bool done;

            do
            {
                answer = await client.GetFromJsonAsync<JsonElement>(new Uri(work, UriKind.Relative), TestContext.Current.CancellationToken);
                done = answer.GetProperty("status").GetString() == "done";
            }
            while (!done && (killed == kills || answer.GetProperty(progress).GetInt32() <= last));

            if (done)
            {
                killed.ShouldBe(kills);
                return answer;
            }

            last = answer.GetProperty(progress).GetInt32();
            killed++;
            await server.KillAsync();
        }
    }
}
