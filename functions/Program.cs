System.Console.WriteLine("LeadScoring");
