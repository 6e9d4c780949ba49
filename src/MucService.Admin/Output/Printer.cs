using System.Text.Encodings.Web;
using System.Text.Json;
using MucService.Admin.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MucService.Admin.Output;

/// <summary>How answers are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For scripts: names and meanings do not change within a version of the API.</summary>
    Json,
}

/// <summary>Prints answers, as tables or as JSON.</summary>
internal sealed class Printer
{
    private static readonly AdminJson Json = new(new JsonSerializerOptions(AdminJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly TextWriter _output;
    private readonly OutputFormat _format;

    /// <summary>Prints to a writer.</summary>
    public Printer(TextWriter output, OutputFormat format)
    {
        _output = output;
        _format = format;
    }

    /// <summary>What may be shown on a terminal of a text that strangers wrote: control characters could drive it.</summary>
    public static string Plain(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? '\uFFFD' : character));

    /// <summary>Prints an answer.</summary>
    /// <param name="answer">What the node said.</param>
    /// <param name="render">How it looks for people.</param>
    public void Print<T>(T answer, Func<T, IRenderable> render)
    {
        if (_format == OutputFormat.Json)
            _output.WriteLine(JsonSerializer.Serialize(answer, typeof(T), Json));
        else
            Console().Write(render(answer));
    }

    /// <summary>Prints an answer that is one sentence for people.</summary>
    public void Print<T>(T answer, Func<T, string> sentence)
    {
        if (_format == OutputFormat.Json)
            _output.WriteLine(JsonSerializer.Serialize(answer, typeof(T), Json));
        else
            _output.WriteLine(Plain(sentence(answer)));
    }

    private IAnsiConsole Console()
    {
        var terminal = ReferenceEquals(_output, System.Console.Out) && !System.Console.IsOutputRedirected;
        var colors = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_output),
            Ansi = colors ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });

        // What goes into a file or a pipe is not cut at the edge of a screen.
        if (!terminal)
            console.Profile.Width = short.MaxValue;
        return console;
    }
}
